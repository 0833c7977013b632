import { apiDate } from "./api-date.ts";
import { contactFields, contactIdAt, contactIndexOf, makeContact, type Contact, type ContactField } from "./contact.ts";

export type ContactChange = Partial<Record<ContactField, string>>;

/** First id of contacts created by a request: beyond every generated one, for any size of the data. */
const firstNewId = 1_000_001;

/**
 * The contacts of one account. They are generated for each response; only changes by requests are kept, so memory does
 * not grow with the size of the data.
 */
export class ContactBook {
  readonly #seed: number;
  readonly #size: number;
  readonly #changes = new Map<number, ContactChange>();
  readonly #removed = new Set<number>();
  readonly #created = new Map<number, Contact>();
  #emptied = false;
  #nextId = firstNewId;

  constructor(seed: number, size: number) {
    this.#seed = seed;
    this.#size = size;
  }

  has(id: number): boolean {
    return this.#created.has(id) || this.#hasMadeUp(contactIndexOf(id), id);
  }

  #hasMadeUp(index: number, id: number): boolean {
    if (index < 0 || index >= this.#size) return false;
    return index === 0 || (!this.#emptied && !this.#removed.has(id));
  }

  get(id: number): Contact | undefined {
    const created = this.#created.get(id);
    if (created !== undefined) return created;
    const index = contactIndexOf(id);
    return this.#hasMadeUp(index, id) ? this.#read(index, id) : undefined;
  }

  #read(index: number, id: number): Contact {
    const contact = makeContact(this.#seed, index);
    const change = this.#changes.get(id);
    return change === undefined ? contact : { ...contact, ...change };
  }

  *all(): Generator<Contact> {
    for (let index = 0; index < this.#size; index += 1) {
      const id = contactIdAt(index);
      if (this.#hasMadeUp(index, id)) yield this.#read(index, id);
    }
    yield* this.#created.values();
  }

  create(fields: ContactChange): number {
    const id = this.#nextId;
    this.#nextId += 1;
    const empty = Object.fromEntries(contactFields.map((field) => [field, ""])) as Record<ContactField, string>;
    this.#created.set(id, {
      ...empty,
      ...fields,
      contact_id: String(id),
      contact_date: apiDate(new Date()),
      contact_self: "0",
      contact_unsubscribe: "0",
    });
    return id;
  }

  update(id: number, change: ContactChange): void {
    const created = this.#created.get(id);
    if (created !== undefined) this.#created.set(id, { ...created, ...change });
    else this.#changes.set(id, { ...this.#changes.get(id), ...change });
  }

  isSelf(id: number): boolean {
    return contactIndexOf(id) === 0;
  }

  /** The caller ensures that it is not the self contact. */
  remove(id: number): void {
    if (this.#created.delete(id)) return;
    this.#changes.delete(id);
    this.#removed.add(id);
  }

  /** Removes every contact except the self contact. */
  removeAll(): void {
    this.#emptied = true;
    this.#created.clear();
    this.#removed.clear();
    for (const id of this.#changes.keys()) if (!this.isSelf(id)) this.#changes.delete(id);
  }
}
