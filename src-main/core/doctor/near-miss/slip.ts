/** What was tried, as terms by which candidates are counted. */
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

/** One way in which a password changes when it is copied or typed. */
export interface Slip {
  readonly kind: CandidateKind;
  readonly password: string;
  readonly difference: string;
}
