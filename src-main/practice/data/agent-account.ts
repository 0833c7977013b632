import { contactIdAt, contactIndexOf } from "./contact.ts";
import { ContactBook } from "./contact-book.ts";
import { Membership, type Members } from "./membership.ts";
import { NamedCollection, type Named } from "./named-collection.ts";
import { createSpread } from "./spread.ts";

/** Contacts of the default account; the member counts below are for this size and grow with it. */
const drawnSize = 248;

const startLists: readonly (readonly [id: number, name: string, members: number])[] = [
  [41, "Primary Sphere", 131],
  [43, "Open House, June", 42],
  [47, "Past clients 2009", 67],
  [52, "Neighbours | Cheesman Park", 19],
  [55, 'Press "gold" list', 8],
  [57, "Waiting list, lofts", 0],
];

/** The data of an agent account: contacts, lists, and which contact is on which list. */
export class AgentAccount {
  readonly contacts: ContactBook;
  readonly lists: NamedCollection;
  readonly #size: number;
  readonly #memberships = new Map<number, Membership>();
  #nextAssociationId = 9_000_001;

  constructor(seed: number, size: number) {
    this.#size = size;
    this.contacts = new ContactBook(seed, size);
    this.lists = new NamedCollection(
      startLists.map(([id, name], index): Named => {
        return { id, name, date: `2010-07-21 16:28:${50 + index}`, protected: index === 0 };
      }),
    );
  }

  membersOf(listId: number): Membership {
    const known = this.#memberships.get(listId);
    if (known !== undefined) return known;
    const members: Members = {
      idAt: contactIdAt,
      indexOf: contactIndexOf,
      exists: (id) => this.contacts.has(id),
    };
    const index = startLists.findIndex(([id]) => id === listId);
    const size = Math.floor(((startLists[index]?.[2] ?? 0) * this.#size) / drawnSize);
    // A million association ids per list suffice for the largest account.
    const membership = new Membership(members, createSpread(this.#size, size, index), 1_234_567 + index * 1_000_000);
    this.#memberships.set(listId, membership);
    return membership;
  }

  takeAssociationId(): number {
    this.#nextAssociationId += 1;
    return this.#nextAssociationId - 1;
  }
}
