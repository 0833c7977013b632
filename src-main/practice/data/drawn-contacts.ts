import type { Contact } from "./contact.ts";

/** The columns of the rows below, in their order. */
const columns = [
  "contact_id",
  "contact_name",
  "contact_email",
  "contact_type",
  "contact_unsubscribe",
  "contact_home_city",
  "contact_company",
  "contact_phone_mobile",
  "contact_home_state",
  "contact_date",
] as const;
type DrawnContact = Readonly<Record<(typeof columns)[number], string>>;

const rows: readonly string[] = [
  "123449; Harper Lindgren; harper@harbouroak.example; Active; 0; Denver; Harbour & Oak Realty; 303-555-0148; CO; 2010-05-03 14:02:10",
  "123456; Jane Smith; jane.smith@company.com; Active; 0; Shady Acres; Acme Consulting; 303-555-1236; CO; 2010-07-16 22:34:01",
  "123457; Émile Beauchêne; emile@atelier-nord.example; Hot; 0; Boulder; Atelier Nord; 720-555-0182; CO; 2010-07-16 22:41:37",
  "123458; Robert “Bob” Kowalczyk; bob.kowalczyk@mail.example; ; 0; Aurora; ; 303-555-0107; CO; 2010-07-17 08:12:55",
  "123459; Zoë Brandt-Lindqvist; zoe@brandt.example; Hot; 0; Fort Collins; Brandt | Lindqvist AB; 970-555-0133; CO; 2010-07-17 09:00:00",
  "123460; José Ángel Muñoz Iribarren; ja.munoz@iribarren.example; Active; 1; Lakewood; Muñoz Tile & Stone; 303-555-0171; CO; 2010-07-18 17:45:12",
  "123461; Nguyễn Thị Lan Anh; lan.anh@pearlnails.example; Inactive; 0; Westminster; Pearl Nails; ; CO; 2010-07-18 17:46:03",
  "123462; Dorothea van den Heuvel; dorothea@heuvel.example; Active; 0; Denver; Heuvel & Partners LLP; 303-555-0119; CO; 2010-07-19 12:20:44",
  "123463; Łukasz Wiśniewski; lukasz@wisniewski-bau.example; Hot; 0; Thornton; Wiśniewski Bau; 720-555-0155; CO; 2010-07-19 13:05:29",
  "123464; Maximiliane v. Hohenstein; mvh@waldburg.example; Inactive; 1; Aspen; Stiftung Waldburg; ; CO; 2010-07-20 06:58:31",
  "123466; Tamika Washington; tamika.w@mail.example; Active; 0; Denver; ; 303-555-0194; CO; 2010-07-20 15:33:00",
  "123467; Oğuz Yıldırım; oguz@yildirim.example; ; 0; Englewood; Yıldırım Carpets; 303-555-0126; CO; 2010-07-21 10:10:10",
  "123468; Siobhán O’Rourke; siobhan@orourke.example; Hot; 0; Littleton; O’Rourke Homes; 303-555-0163; CO; 2010-07-21 16:46:01",
  "123469; Priya Ramanathan; priya.r@mail.example; Active; 0; Centennial; Front Range Health; 720-555-0110; CO; 2010-07-22 17:19:36",
  "123470; Håkon Bjørnstad; hakon@bjornstad.example; Inactive; 0; ; ; ; ; 2010-07-22 19:01:22",
  "123471; Agnieszka Żółtowska-Król; a.zoltowska@zolc.example; Active; 0; Golden; Studio Żółć; 303-555-0177; CO; 2010-07-23 08:00:41",
  "123472; Cornelius Featherstone III; c.featherstone@mail.example; Active; 1; Cherry Hills; C:\\Offers\\2010; 303-555-0102; CO; 2010-07-23 11:37:09",
  "123474; Mei-Ling Zhou; meiling.zhou@mail.example; Hot; 0; Broomfield; ; 720-555-0139; CO; 2010-07-24 14:28:18",
  "123475; Anne-Sofie Kjær; as.kjaer@kjaer.example; ; 0; Denver; Kjær Møbler; ; CO; 2010-07-25 09:54:50",
  "123476; D’Angelo Whitfield; dangelo@whitfield.example; Active; 0; Parker; Whitfield Law; 303-555-0185; CO; 2010-07-26 16:02:33",
  "123477; Tomáš Dvořák; tomas.dvorak@mail.example; Active; 0; Louisville; ; 720-555-0144; CO; 2010-07-27 07:15:26",
  "123478; Guðrún Jónsdóttir; gudrun@jonsdottir.example; Inactive; 0; Arvada; ; 303-555-0131; CO; 2010-07-27 20:40:05",
  "123479; Leilani Kahananui; leilani.k@mail.example; Hot; 0; Denver; Aloha Events; 303-555-0158; CO; 2010-07-28 13:13:13",
  "123480; Ignacio Echeverría; ignacio@echeverria.example; Active; 1; Greeley; ; 970-555-0121; CO; 2010-07-29 10:31:47",
  "123481; Björk Sæmundsdóttir; bjork.s@mail.example; Active; 0; Boulder; ; ; CO; 2010-07-29 18:22:58",
  "123482; Camille N’Diaye; camille@ndiaye.example; ; 0; Sheridan; ; 720-555-0166; CO; 2010-07-30 12:00:00",
  "123484; Wolfgang Süßmilch; w.suessmilch@mail.example; Inactive; 0; Longmont; Süßmilch & Söhne; ; CO; 2010-08-01 21:47:36",
  "123485; Renée-Claire Thibodeaux; renee@thibodeaux.example; Active; 0; Denver; Bayou Lending; 303-555-0113; CO; 2010-08-02 09:09:09",
  "123486; Marek Šťastný; marek@stastny.example; Hot; 0; Denver; ; 303-555-0190; CO; 2010-08-03 11:52:20",
];

/** The first contacts of the practice account, written by hand. The first one is the self contact. */
export const drawnContacts: readonly DrawnContact[] = rows.map((row) => {
  const cells = row.split("; ");
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""])) as DrawnContact;
});

/** Further fields of single contacts; other fields are generated as for any contact. */
export const drawnDetails: ReadonlyMap<string, Partial<Contact>> = new Map<string, Partial<Contact>>([
  [
    "123456",
    {
      contact_title: "Consultant",
      contact_phone_home: "303-555-1234",
      contact_phone_work: "303-555-1235",
      contact_phone_fax: "303-555-1237",
      contact_business_street: "123 Church Street",
      contact_business_street2: "Suite 12",
      contact_business_city: "Shady Acres",
      contact_business_state: "CO",
      contact_business_zip: "12345",
      contact_home_street: "124 Church Street",
      contact_home_street2: "",
      contact_home_zip: "12345",
    },
  ],
  [
    "123468",
    {
      contact_title: "Relocation Specialist",
      contact_phone_home: "",
      contact_phone_work: "303-555-0160",
      contact_phone_fax: "",
      contact_business_street: "",
      contact_business_street2: "",
      contact_business_city: "",
      contact_business_state: "",
      contact_business_zip: "",
      contact_home_street: "2208 South Gaylord Street",
      contact_home_street2: "",
      contact_home_zip: "08012",
    },
  ],
  ["123469", { contact_title: "Data Analyst", contact_phone_home: "", contact_phone_work: "" }],
  ["123484", { contact_home_zip: "80501 " }],
]);
