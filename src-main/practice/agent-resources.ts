import { contactFields, type ContactField } from "./data/contact.ts";
import type { AgentAccount } from "./data/agent-account.ts";
import type { ContactChange } from "./data/contact-book.ts";
import { membershipResources } from "./membership-resource.ts";
import { namedResources } from "./named-resource.ts";
import { done, invalid, listed, notFound, single, type Outcome } from "./outcome.ts";
import type { SentFields } from "./request-body.ts";
import type { ResourceOf } from "./resource.ts";

/** Fields that are created by the server or not known to be writable: sent values are ignored. */
const readOnly: ReadonlySet<ContactField> = new Set([
  "contact_id",
  "contact_date",
  "contact_self",
  "contact_unsubscribe",
]);
const writable = contactFields.filter((field) => !readOnly.has(field));
const contactTypes: ReadonlySet<string> = new Set(["Hot", "Active", "Inactive", ""]);

/**
 * Validates the fields sent for a contact. The API documentation has no constraints beyond the types, so these are our
 * choice: name and e-mail must not be empty, an e-mail needs a domain with a dot and is stored trimmed and in lower
 * case, fields that are unknown or not writable are ignored.
 */
function readContact(sent: SentFields): { change: ContactChange } | { refusal: Outcome } {
  const change: ContactChange = {};
  for (const field of writable) {
    const value = sent.get(field);
    if (value !== undefined) change[field] = field === "contact_email" ? value.trim().toLowerCase() : value;
  }
  if (Object.keys(change).length === 0) return { refusal: invalid("No contact field was sent") };
  if (change.contact_name?.trim() === "") return { refusal: invalid("contact_name is required") };
  if (change.contact_email !== undefined && !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u.test(change.contact_email))
    return { refusal: invalid("contact_email is not valid") };
  if (change.contact_type !== undefined && !contactTypes.has(change.contact_type))
    return { refusal: invalid("contact_type must be Hot, Active, Inactive or empty") };
  return { change };
}

const contactEnvelope = { root: "contacts", record: "contact" };

const contacts: readonly ResourceOf<AgentAccount>[] = [
  {
    path: "contacts",
    envelope: contactEnvelope,
    methods: {
      GET: (account) => listed(contactFields, account.contacts.all()),
      POST(account, { fields }) {
        const read = readContact(fields);
        if ("refusal" in read) return read.refusal;
        if (read.change.contact_name === undefined) return invalid("contact_name is required");
        if (read.change.contact_email === undefined) return invalid("contact_email is required");
        return { kind: "created", idField: "contact_id", id: account.contacts.create(read.change) };
      },
      DELETE(account) {
        account.contacts.removeAll();
        return done;
      },
    },
  },
  {
    path: "contacts/ID",
    envelope: contactEnvelope,
    methods: {
      GET: (account, { ids }) => single(contactFields, account.contacts.get(ids[0] ?? Number.NaN)),
      // Whether the API allows PUT with single fields is unknown; here, fields that are not sent stay unchanged.
      PUT(account, { ids, fields }) {
        const id = ids[0] ?? Number.NaN;
        if (!account.contacts.has(id)) return notFound;
        const read = readContact(fields);
        if ("refusal" in read) return read.refusal;
        account.contacts.update(id, read.change);
        return done;
      },
      DELETE(account, { ids }) {
        const id = ids[0] ?? Number.NaN;
        if (!account.contacts.has(id)) return notFound;
        if (account.contacts.isSelf(id)) {
          const message = "The self contact cannot be deleted";
          return { kind: "refused", status: 405, message, allow: ["GET", "PUT"] };
        }
        account.contacts.remove(id);
        return done;
      },
    },
  },
];

export const agentResources: readonly ResourceOf<AgentAccount>[] = [
  ...contacts,
  ...namedResources<AgentAccount>({
    path: "lists",
    envelope: { root: "lists", record: "list" },
    fields: ["list_id", "list_name", "list_date", "list_type"],
    collection: (account) => account.lists,
    write: (list) => ({
      list_id: String(list.id),
      list_name: list.name,
      list_date: list.date,
      list_type: list.protected ? "1" : "0",
    }),
  }),
  ...membershipResources<AgentAccount>({
    path: "lists/ID/contacts",
    envelope: { root: "list_contacts", record: "list_contact" },
    fields: ["contacttolist_id", "contact_id", "list_id", "contacttolist_date"],
    membership: (account, listId) => (account.lists.get(listId) ? account.membersOf(listId) : undefined),
    memberExists: (account, contactId) => account.contacts.has(contactId),
    takeAssociationId: (account) => account.takeAssociationId(),
  }),
];
