import { createDice } from "./dice.ts";
import { createIdSequence } from "./id-sequence.ts";
import { cities, familyNames, givenNames, streets } from "./names.ts";

/** Fields that the collection lists, in order. */
export const agentListFields = ["user_id", "user_email", "user_fname", "user_lname", "user_date"] as const;

/** Fields of one agent, in order. */
export const agentFields = [
  "user_id",
  "user_email",
  "user_status_id",
  "user_fname",
  "user_lname",
  "user_company_name",
  "user_email_work",
  "user_website",
  "user_phone_work",
  "user_phone_home",
  "user_phone_mobile",
  "user_phone_fax",
  "user_photo_path",
  "user_home_street",
  "user_home_suite",
  "user_home_city",
  "user_home_state",
  "user_home_zip",
  "user_company_website",
  "user_company_street",
  "user_company_suite",
  "user_company_city",
  "user_company_state",
  "user_company_zip",
  "user_company_logo_path",
  "user_tagline",
  "user_bio",
  "user_date",
  "user_report_daily",
  "user_report_weekly",
  "user_report_monthly",
  "user_sitename",
  "user_directory_hidden",
  "brokerage_employee_id",
] as const;
export type Agent = Readonly<Record<(typeof agentFields)[number], string>>;

export const agentCount = 64;

/** The first agent is 1234, as in the examples of the API documentation. */
export const agentIds = createIdSequence(1234);

const bios = [
  "",
  "Fifteen years in the Front Range.\r\nSpeaks English and Polish.",
  'Known as "the finder".',
  "Lofts | condos | land",
  "Née en Bretagne, à Denver depuis 2003.",
] as const;

/** Generates the agent at an index, always the same for the same seed. */
export function makeAgent(seed: number, index: number): Agent {
  // Contacts use the dice from record 0 upwards; agents use other ones.
  const dice = createDice(seed, 0x4000_0000 + index);
  const [given, givenAscii] = dice.pick(givenNames);
  const [family, familyAscii] = dice.pick(familyNames);
  const [homeCity, homeState, homeZip] = dice.pick(cities);
  const id = agentIds.idAt(index);
  const first = index === 0;
  const email = first ? "john.smith@company.com" : `${givenAscii}.${familyAscii}.${id}@shadyacres.example`;
  const phone = (): string => `303-555-0${100 + dice.roll(100)}`;
  const flag = (): string => (dice.oneIn(3) ? "1" : "0");
  return {
    user_id: String(id),
    user_email: email,
    user_status_id: first ? "1" : dice.pick(["1", "1", "1", "1", "2", "3", "4", "5", "6"]),
    user_fname: first ? "John" : given,
    user_lname: first ? "Smith" : family,
    user_company_name: "Shady Acres Brokerage",
    user_email_work: email,
    user_website: "www.shadyacresbrokerage.com",
    user_phone_work: first ? "303-555-1234" : phone(),
    user_phone_home: dice.oneIn(2) ? phone() : "",
    user_phone_mobile: phone(),
    user_phone_fax: dice.oneIn(5) ? phone() : "",
    user_photo_path: dice.oneIn(2) ? `/photos/${id}.jpg` : "",
    user_home_street: `${1 + dice.roll(9_000)} ${dice.pick(streets)}`,
    user_home_suite: dice.oneIn(5) ? `Apt. ${1 + dice.roll(30)}` : "",
    user_home_city: homeCity,
    user_home_state: homeState,
    user_home_zip: `${homeZip}${String(dice.roll(100)).padStart(2, "0")}`,
    user_company_website: "http://www.shadyacresbrokerage.com/",
    user_company_street: "123 Church Street",
    user_company_suite: "Suite 12",
    user_company_city: "Shady Acres",
    user_company_state: "CO",
    user_company_zip: "12345",
    user_company_logo_path: "/logos/shady-acres.png",
    user_tagline: dice.pick(["", "Home is where the key fits.", "Fair & square", "Vamos a casa"]),
    user_bio: dice.pick(bios),
    user_date: `2010-06-25 20:${String(index % 60).padStart(2, "0")}:00`,
    user_report_daily: flag(),
    user_report_weekly: flag(),
    user_report_monthly: flag(),
    user_sitename: `${familyAscii}${id}`,
    user_directory_hidden: dice.oneIn(8) ? "1" : "0",
    brokerage_employee_id: dice.oneIn(4) ? "" : String(dice.roll(100_000)).padStart(6, "0"),
  };
}
