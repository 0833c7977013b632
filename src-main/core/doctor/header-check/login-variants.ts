import { percentDecoded } from "./request-address.ts";

/** The password on file as some programs change it before they hash it. */
export interface LoginVariant {
  readonly code: "letters-decomposed" | "letters-composed" | "password-decoded";
  /** What the program does, for the table. */
  readonly words: string;
  readonly password: string;
}

/** Other ways to write the same password, without those that change nothing. */
export function loginVariants(password: string): LoginVariant[] {
  const variants: LoginVariant[] = [
    { code: "letters-decomposed", words: "decomposed letters (NFD)", password: password.normalize("NFD") },
    { code: "letters-composed", words: "composed letters (NFC)", password: password.normalize("NFC") },
    { code: "letters-decomposed", words: "simplified letters (NFKD)", password: password.normalize("NFKD") },
    { code: "letters-composed", words: "simplified letters (NFKC)", password: password.normalize("NFKC") },
    {
      code: "password-decoded",
      words: "percent signs of the password decoded",
      password: percentDecoded(password.replaceAll("+", "%2B")),
    },
    {
      code: "password-decoded",
      words: "percent and plus signs of the password decoded",
      password: percentDecoded(password),
    },
  ];
  return variants.filter(
    (variant, index) =>
      variant.password !== password && variants.findIndex((other) => other.password === variant.password) === index,
  );
}
