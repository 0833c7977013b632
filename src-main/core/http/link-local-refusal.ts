import { CallError } from "../call-error.ts";

/** Nothing was sent to a host: it is a link-local or metadata address, or its name resolves to one. */
export function linkLocalNotAcknowledged(host: string, address = host): CallError {
  const subject = host === address ? address : `${host} leads to ${address}, which`;
  return new CallError(
    "link-local-not-acknowledged",
    `${subject} is a link-local or cloud metadata address. Nothing was sent there.`,
  );
}
