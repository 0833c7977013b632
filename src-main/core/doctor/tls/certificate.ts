import type { DetailedPeerCertificate } from "node:tls";

/** The parts of a certificate that are shown. */
export interface SeenCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** The host names and addresses that it is valid for. */
  readonly names: readonly string[];
  /** Milliseconds since the epoch; NaN when it cannot be parsed. */
  readonly validFrom: number;
  readonly validTo: number;
}

export function readCertificate(certificate: Partial<DetailedPeerCertificate>): SeenCertificate | null {
  const { subject, issuer, subjectaltname = "", valid_from: from = "", valid_to: to = "" } = certificate;
  if (subject === undefined || issuer === undefined) return null;
  const alternative = [...subjectaltname.matchAll(/(?:DNS|IP Address):([^,"\s]+)/gu)].map((match) => match[1] ?? "");
  const common = nameOf(subject);
  return {
    subject: common,
    issuer: nameOf(issuer),
    names: alternative.length === 0 && common !== "" ? [common] : alternative,
    validFrom: Date.parse(from),
    validTo: Date.parse(to),
  };
}

/** Fields of a name may be repeated or missing. */
function nameOf(name: Readonly<Partial<Record<string, string | string[]>>>): string {
  const value = [name["CN"], name["O"], name["OU"]].find((each) => each !== undefined && each.length > 0) ?? "";
  return (typeof value === "string" ? value : (value[0] ?? "")).trim();
}
