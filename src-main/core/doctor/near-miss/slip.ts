/** What was tried, in words that are counted together. */
export type CandidateKind =
  | "the password on file"
  | "earlier passwords"
  | "spaces and line endings"
  | "capital and small letters"
  | "swapped with the user name"
  | "encodings and character sets"
  | "look-alike characters"
  | "cut or doubled"
  | "slips of the keyboard"
  | "two of these at once";

/** One way a password changes on its way from one place to another. */
export interface Slip {
  readonly kind: CandidateKind;
  readonly password: string;
  readonly difference: string;
}
