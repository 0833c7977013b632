import { createDice, type Dice } from "./dice.ts";
import { drawnContacts, drawnDetails } from "./drawn-contacts.ts";
import { createIdSequence } from "./id-sequence.ts";
import { cities, companies, familyNames, givenNames, streets, titles } from "./names.ts";

/** Fields of a contact in the API's order. */
export const contactFields = [
  "contact_id",
  "contact_name",
  "contact_email",
  "contact_type",
  "contact_title",
  "contact_company",
  "contact_phone_home",
  "contact_phone_work",
  "contact_phone_mobile",
  "contact_phone_fax",
  "contact_business_street",
  "contact_business_street2",
  "contact_business_city",
  "contact_business_state",
  "contact_business_zip",
  "contact_home_street",
  "contact_home_street2",
  "contact_home_city",
  "contact_home_state",
  "contact_home_zip",
  "contact_date",
  "contact_self",
  "contact_unsubscribe",
] as const;
export type ContactField = (typeof contactFields)[number];
export type Contact = Readonly<Record<ContactField, string>>;

/** The maximum number of records that an account can start with. */
export const maxContactCount = 500_000;

const made = createIdSequence(123_487);
const drawnIndexes = new Map(drawnContacts.map((drawn, index) => [Number(drawn.contact_id), index]));

export function contactIdAt(index: number): number {
  const drawn = drawnContacts[index];
  return drawn === undefined ? made.idAt(index - drawnContacts.length) : Number(drawn.contact_id);
}

/** -1 if no contact has this id, for any size of the data. */
export function contactIndexOf(id: number): number {
  const drawn = drawnIndexes.get(id);
  if (drawn !== undefined) return drawn;
  const index = made.indexOf(id);
  return index === -1 ? -1 : index + drawnContacts.length;
}

/** Generates the contact at an index, always the same for the same seed. */
export function makeContact(seed: number, index: number): Contact {
  const contact = makeUp(createDice(seed, index), index);
  const drawn = drawnContacts[index];
  if (drawn !== undefined) {
    const self = { contact_self: index === 0 ? "1" : "0" };
    return { ...contact, ...drawn, ...self, ...drawnDetails.get(drawn.contact_id) };
  }
  const quirk = quirks[(index - drawnContacts.length) % quirkEvery];
  return quirk === undefined ? contact : { ...contact, ...quirk };
}

function phone(dice: Dice): string {
  return `${dice.pick(["303", "720", "970"])}-555-0${100 + dice.roll(100)}`;
}

function sometimes(dice: Dice, times: number, value: string): string {
  return dice.oneIn(times) ? "" : value;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

function makeUp(dice: Dice, index: number): Contact {
  const [given, givenAscii] = dice.pick(givenNames);
  const [family, familyAscii] = dice.pick(familyNames);
  const [city, state, zip] = dice.pick(cities);
  const [workCity, workState, workZip] = dice.pick(cities);
  const id = contactIdAt(index);
  const works = !dice.oneIn(3);
  const time = `${twoDigits(dice.roll(24))}:${twoDigits(dice.roll(60))}:${twoDigits(dice.roll(60))}`;
  return {
    contact_id: String(id),
    contact_name: `${given} ${family}`,
    contact_email: `${givenAscii}.${familyAscii}.${id}@mail.example`,
    contact_type: dice.pick(["Hot", "Active", "Active", "Inactive", ""]),
    contact_title: sometimes(dice, 3, dice.pick(titles)),
    contact_company: sometimes(dice, 3, dice.pick(companies)),
    contact_phone_home: sometimes(dice, 2, phone(dice)),
    contact_phone_work: sometimes(dice, 2, phone(dice)),
    contact_phone_mobile: sometimes(dice, 4, phone(dice)),
    contact_phone_fax: dice.oneIn(5) ? phone(dice) : "",
    contact_business_street: works ? `${1 + dice.roll(4_000)} ${dice.pick(streets)}` : "",
    contact_business_street2: works && dice.oneIn(4) ? `Suite ${1 + dice.roll(40)}` : "",
    contact_business_city: works ? workCity : "",
    contact_business_state: works ? workState : "",
    contact_business_zip: works ? `${workZip}${twoDigits(dice.roll(100))}` : "",
    contact_home_street: `${1 + dice.roll(9_000)} ${dice.pick(streets)}`,
    contact_home_street2: dice.oneIn(6) ? `Apt. ${1 + dice.roll(30)}` : "",
    contact_home_city: city,
    contact_home_state: state,
    contact_home_zip: `${zip}${twoDigits(dice.roll(100))}`,
    contact_date: `20${twoDigits(9 + dice.roll(3))}-${twoDigits(1 + dice.roll(12))}-${twoDigits(1 + dice.roll(28))} ${time}`,
    contact_self: "0",
    contact_unsubscribe: dice.oneIn(9) ? "1" : "0",
  };
}

/** Values that break careless readers. They recur every `quirkEvery` contacts, so the first page has all of them. */
const quirkEvery = 97;
const quirks: Readonly<Partial<Record<number, Partial<Contact>>>> = {
  2: { contact_date: "0000-00-00 00:00:00" },
  7: { contact_company: "Archive\\" },
  11: { contact_home_street2: "c/o Front Desk\r\nleave with Sam" },
  16: { contact_name: " Blank Before", contact_company: "Blanks After  " },
  21: { contact_company: 'He said "|" and left', contact_title: '"' },
  25: { contact_phone_home: "NULL", contact_title: "null" },
  30: {
    contact_company: "=2+3",
    contact_title: "+1 Events",
    contact_home_street2: "@home",
    contact_business_street2: "-",
  },
  34: { contact_company: "<b>Bold & Co.</b>", contact_title: "R&amp;D" },
  39: { contact_company: '\\|\\"\\n', contact_title: "C:\\new\\table" },
  43: { contact_company: "🏡 Open Houses LLC" },
  48: { contact_home_zip: "00501", contact_phone_mobile: "0049 30 1234567" },
  52: { contact_home_street: "Two\nLines", contact_business_street2: "\tTab before" },
  57: { contact_title: "1e5", contact_company: "1.10", contact_home_street2: "true" },
  61: { contact_company: '{"looks":"like JSON"}', contact_title: "a,b;c" },
};
