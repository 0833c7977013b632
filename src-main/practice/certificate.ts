import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A key and its certificate, both PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** One element of DER (X.690 §8.1): tag, length, content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
}

const sequence = (...content: readonly Uint8Array[]): Buffer => der(0x30, ...content);
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

const ecdsaWithSha256 = sequence(der(0x06, hex("2a 86 48 ce 3d 04 03 02")));
const commonName = der(0x06, hex("55 04 03"));
const subjectAlternativeName = der(0x06, hex("55 1d 11"));
const version3 = der(0xa0, der(0x02, hex("02")));

const nameOf = (text: string): Buffer => sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(text)))));

/** GeneralizedTime, `20260101000000Z`. */
const timeOf = (date: Date): Buffer => der(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]|\..*$/gu, "")}Z`));

/** dNSName `localhost` and iPAddress `127.0.0.1` (RFC 5280 §4.2.1.6). */
const ourNames = sequence(
  subjectAlternativeName,
  der(0x04, sequence(der(0x82, Buffer.from("localhost")), der(0x87, hex("7f 00 00 01")))),
);

/**
 * Creates a self-signed certificate for this computer (RFC 5280 §4.1). Every start creates its own, so there is no
 * long-lived private key that somebody could trust and somebody else could find.
 */
export function createCertificate(validFrom: Date, validTo: Date): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const name = nameOf("Rezora practice server");
  const toBeSigned = sequence(
    version3,
    der(0x02, hex("01"), randomBytes(15)),
    ecdsaWithSha256,
    name,
    sequence(timeOf(validFrom), timeOf(validTo)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(ourNames)),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  const whole = sequence(toBeSigned, ecdsaWithSha256, der(0x03, hex("00"), signature));
  const base64 = whole.toString("base64").replaceAll(/.{64}/gu, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}
