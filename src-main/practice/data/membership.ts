import { apiDate } from "./api-date.ts";
import type { Spread } from "./spread.ts";

/** A contact on a list, or an agent in a group. */
export interface Association {
  readonly id: number;
  readonly memberId: number;
  readonly date: string;
}

/** The records that can be members, by index and by id. */
export interface Members {
  idAt(index: number): number;
  indexOf(id: number): number;
  /** False after the record was deleted, which removes its associations. */
  exists(id: number): boolean;
}

/** Members of one list or group: the computed initial members and the changes by requests. */
export class Membership {
  readonly #members: Members;
  readonly #start: Spread;
  readonly #firstAssociationId: number;
  readonly #removed = new Set<number>();
  readonly #added = new Map<number, Association>();
  #emptied = false;

  constructor(members: Members, start: Spread, firstAssociationId: number) {
    this.#members = members;
    this.#start = start;
    this.#firstAssociationId = firstAssociationId;
  }

  *all(): Generator<Association> {
    if (!this.#emptied) {
      for (let position = 0; position < this.#start.size; position += 1) {
        const memberId = this.#members.idAt(this.#start.memberAt(position));
        if (!this.#removed.has(memberId) && this.#members.exists(memberId)) yield this.#atStart(position, memberId);
      }
    }
    for (const association of this.#added.values()) if (this.#members.exists(association.memberId)) yield association;
  }

  #atStart(position: number, memberId: number): Association {
    const minute = String(position % 60).padStart(2, "0");
    return { id: this.#firstAssociationId + position, memberId, date: `2010-07-21 16:${minute}:01` };
  }

  get(memberId: number): Association | undefined {
    if (!this.#members.exists(memberId)) return undefined;
    const added = this.#added.get(memberId);
    if (added !== undefined || this.#emptied || this.#removed.has(memberId)) return added;
    const position = this.#start.positionOf(this.#members.indexOf(memberId));
    return position === -1 ? undefined : this.#atStart(position, memberId);
  }

  /** The caller ensures that it is not yet a member. */
  add(associationId: number, memberId: number): void {
    this.#added.set(memberId, { id: associationId, memberId, date: apiDate(new Date()) });
  }

  remove(memberId: number): void {
    this.#added.delete(memberId);
    this.#removed.add(memberId);
  }

  removeAll(): void {
    this.#emptied = true;
    this.#added.clear();
  }
}
