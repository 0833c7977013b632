/**
 * Who may use a data folder, decided by single operations of the file system.
 *
 * The lock is a folder with one entry: the proof that its holder lives. A starter makes such a folder under a name of
 * its own and renames it to the name of the lock, which succeeds only while nothing, or an empty folder, has that name.
 * An entry has a random name that is never used twice. So a starter that found a dead one removes exactly that entry,
 * however late it does so: the entry of a process that took the lock in between has another name.
 */
export interface ClaimOperations {
  /** Makes this process's folder with its proof in it, again if it is gone. */
  prepare(): Promise<void>;
  /**
   * Renames this process's folder to the lock. False when another folder with an entry, or something else, is there.
   */
  enter(): Promise<boolean>;
  /** The entries of the lock; `missing` without a lock, `not-a-folder` when something else has its name. */
  list(): Promise<readonly string[] | "missing" | "not-a-folder">;
  /** Only `dead` when the process that made the entry cannot be running any more. */
  judge(entry: string): Promise<"alive" | "dead" | "gone">;
  /** Removes this entry and no other. */
  remove(entry: string): Promise<void>;
  /** Removes the lock if it is an empty folder. Otherwise Windows does not rename to it. */
  removeEmpty(): Promise<void>;
  /** Removes what has the name of the lock if it is not a folder. */
  removeOther(): Promise<void>;
  /** Removes this process's folder: another process has the lock. */
  withdraw(): Promise<void>;
}

type Names = keyof ClaimOperations;
export type ClaimStep = { readonly [Name in Names]: readonly [Name, ...Parameters<ClaimOperations[Name]>] }[Names];
export type ClaimResult = Awaited<ReturnType<ClaimOperations[Names]>>;

/** Each further round means that another starter changed the lock. After this many rounds, one of them has it. */
const maxRounds = 100;

/** The steps of one starter, one operation each, so that a test can run those of several in every order. */
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

/** True when this process has the folder now, false when another one has it. Throws the system's error. */
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
