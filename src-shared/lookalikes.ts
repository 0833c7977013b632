import { zeroOf } from "./letter-scripts.ts";

/**
 * Characters that look like ASCII ones in most fonts, for sentences that name them. Whether two values can be
 * distinguished never depends on this list, which cannot be complete.
 */
const lookalikes: ReadonlyMap<string, string> = new Map(
  [
    "аa αa ɑa аa АA ΑA ᎪA ВB ΒB ᏴB Ьb сc ϲc СC ᏟC ϹC ԁd ᎠD еe ҽe ЕE ΕE ᎬE ɡg ԍG ᏀG һh հh НH ΗH ᎻH іi ιi ıi ӏl ІI ΙI ӀI",
    "ϳj јj ЈJ ᎫJ κk кk КK ΚK ᏦK ᏞL МM ΜM ᎷM ոn пn ΝN оo οo օo ОO ΟO ՕO рp ρp РP ΡP ᏢP ԛq гr ѕs ЅS ՏS ᏚS тt τt ТT ΤT",
    "ᎢT υu սu иu νv ѵv ᏙV ѡw ԝw ᎳW χx хx ХX ΧX γy уy ҮY УY ΥY ᏃZ ΖZ ЗƷ З3 б6 ‐- ‑- ‒- –- —- ―- −- ‘' ’' ʼ' ′' ‛' `'",
    '“" ”" ″" „" ‟" ‚, ·. •. ∙. ⋅. ‧. ・. ∕/ ⁄/ ։: ∶: ‹< ›> ǃ! ∼~ ｡. 。. ΄\' ʹ\'',
  ]
    .join(" ")
    .split(" ")
    .map((pair) => [pair.slice(0, 1), pair.slice(1)] as const),
);
const asciiLookalikes = /rn|vv|[I|10]/gu;
const asciiTaken: Readonly<Record<string, string>> = { rn: "m", vv: "w", I: "l", "|": "l", "1": "l", "0": "O" };

/** Longer texts are not examined this way. */
const maxLength = 20_000;

/** What a text is taken for at a glance: the same for two that look alike. */
function glanceOf(text: string): string {
  const plain = text.normalize("NFKD").replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "");
  return Array.from(plain, (character) => lookalikes.get(character) ?? plainDigit(character))
    .join("")
    .replaceAll(asciiLookalikes, (found) => asciiTaken[found] ?? found)
    .normalize("NFC");
}

function plainDigit(character: string): string {
  return /^[^\P{Nd}0-9]$/u.test(character) ? String((character.codePointAt(0) ?? 0) - zeroOf(character)) : character;
}

/** Whether two texts are known to look alike in most fonts. */
export function lookAlike(one: string, other: string): boolean {
  return one.length <= maxLength && other.length <= maxLength && glanceOf(one) === glanceOf(other);
}
