import { apiDate } from "./api-date.ts";

/** A list or a group. */
export interface Named {
  readonly id: number;
  readonly name: string;
  readonly date: string;
  /** True for the Primary Sphere, which can be neither updated nor deleted. */
  readonly protected: boolean;
}

/** Lists of an agent account or groups of a company account. */
export class NamedCollection {
  readonly #byId: Map<number, Named>;
  #nextId: number;

  constructor(start: readonly Named[]) {
    this.#byId = new Map(start.map((named) => [named.id, named]));
    this.#nextId = 1 + Math.max(...this.#byId.keys());
  }

  all(): readonly Named[] {
    return [...this.#byId.values()];
  }

  get(id: number): Named | undefined {
    return this.#byId.get(id);
  }

  /** How the API compares names is undocumented; here, case and spaces at the ends are ignored. */
  nameTaken(name: string, exceptId?: number): boolean {
    const wanted = name.toLowerCase();
    return this.all().some((named) => named.id !== exceptId && named.name.toLowerCase() === wanted);
  }

  create(name: string): number {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#byId.set(id, { id, name, date: apiDate(new Date()), protected: false });
    return id;
  }

  rename(named: Named, name: string): void {
    this.#byId.set(named.id, { ...named, name });
  }

  remove(id: number): void {
    this.#byId.delete(id);
  }

  /** Removes all records that are not protected. */
  removeAll(): void {
    for (const named of this.all()) if (!named.protected) this.#byId.delete(named.id);
  }
}
