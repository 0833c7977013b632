/**
 * Decides which process may use a data folder, by single operations of the file system.
 *
 * The lock is a folder with one entry: the proof that its holder is alive. A starter creates this folder under a unique
 * name and renames it to the name of the lock, which succeeds only while nothing, or an empty folder, has that name.
 * An entry has a random name that is never used twice. A starter that found a dead entry therefore removes exactly that
 * entry, however late: the entry of a process that took the lock in between has another name.
 */
export interface ClaimOperations {
  /** Creates this process's folder with its proof in it, or recreates it. */
  prepare(): Promise<void>;
  /**
   * Renames this process's folder to the lock. False if a folder with an entry, or something else, has that name.
   */
  enter(): Promise<boolean>;
  /** The entries of the lock; `missing` without a lock, `not-a-folder` if something else has its name. */
  list(): Promise<readonly string[] | "missing" | "not-a-folder">;
  /** `dead` only if the process that created the entry cannot be running any more. */
  judge(entry: string): Promise<"alive" | "dead" | "gone">;
  /** Removes only this entry. */
  remove(entry: string): Promise<void>;
  /** Removes the lock if it is an empty folder: Windows does not rename to an existing folder. */
  removeEmpty(): Promise<void>;
  /** Removes whatever has the name of the lock if it is not a folder. */
  removeOther(): Promise<void>;
  /** Removes this process's folder, because another process has the lock. */
  withdraw(): Promise<void>;
}

type Names = keyof ClaimOperations;
export type ClaimStep = { readonly [Name in Names]: readonly [Name, ...Parameters<ClaimOperations[Name]>] }[Names];
export type ClaimResult = Awaited<ReturnType<ClaimOperations[Names]>>;

/** Each further round means that another starter changed the lock. After this many rounds, one of them has it. */
const maxRounds = 100;

/** The steps of one starter, one operation each. A test can therefore interleave several starters in every order. */
export function* claimSteps(): Generator<ClaimStep, boolean, ClaimResult> {
  yield ["prepare"];
  for (let round = 0; round < maxRounds; round += 1) {
    if ((yield ["enter"]) === true) return true;
    const listed = yield ["list"];
    if (listed === "not-a-folder") yield ["removeOther"];
    else if (Array.isArray(listed)) {
      for (const entry of listed) {
        const found = yield ["judge", String(entry)];
        if (found === "alive") {
          yield ["withdraw"];
          return false;
        }
        if (found === "dead") yield ["remove", String(entry)];
      }
      yield ["removeEmpty"];
    }
  }
  yield ["withdraw"];
  return false;
}

/** True if this process now has the folder, false if another one has it. Throws the system's error. */
export async function claimFolder(operations: ClaimOperations): Promise<boolean> {
  const steps = claimSteps();
  for (let next = steps.next(); ;) {
    if (next.done === true) return next.value;
    next = steps.next(await carryOut(operations, next.value));
  }
}

function carryOut(operations: ClaimOperations, step: ClaimStep): Promise<ClaimResult> {
  switch (step[0]) {
    case "judge":
      return operations.judge(step[1]);
    case "remove":
      return operations.remove(step[1]);
    case "prepare":
    case "enter":
    case "list":
    case "removeEmpty":
    case "removeOther":
    case "withdraw":
      return operations[step[0]]();
  }
}
