import type { ResourcePath } from "./catalog.ts";
import type { Method } from "../http/exchange.ts";

interface Protection {
  /** Of the collection's records: those with this value in this field. */
  readonly field: string;
  readonly value: string;
  /** Methods that the API refuses on such a record. */
  readonly methods: readonly Method[];
  readonly reason: string;
}

/** Records that the API keeps from changes (reference, contacts and lists: rules). */
const protections: Readonly<Partial<Record<ResourcePath, Protection>>> = {
  "contacts/ID": {
    field: "contact_self",
    value: "1",
    methods: ["DELETE"],
    reason: "The self contact cannot be deleted.",
  },
  "lists/ID": {
    field: "list_type",
    value: "1",
    methods: ["PUT", "DELETE"],
    reason: "The Primary Sphere can be neither updated nor deleted.",
  },
};

/** Why this record may not be changed in this way; null when it may. */
export function protectionOf(
  path: ResourcePath,
  method: Method,
  valueOf: (field: string) => string | undefined,
): string | null {
  const protection = protections[path];
  if (protection === undefined || !protection.methods.includes(method)) return null;
  return valueOf(protection.field) === protection.value ? protection.reason : null;
}

/** What stays when a whole collection is deleted; null when nothing does. */
export function stayingRecords(path: ResourcePath): Pick<Protection, "field" | "value" | "reason"> | null {
  const ofRecord = path === "contacts" ? "contacts/ID" : path === "lists" ? "lists/ID" : null;
  return ofRecord === null ? null : (protections[ofRecord] ?? null);
}
