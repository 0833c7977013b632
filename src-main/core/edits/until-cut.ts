/** The user no longer wanted to wait, so a step of a run was abandoned. Its later result is ignored. */
export class CutOff extends Error {
  override readonly name = "CutOff";

  constructor() {
    super("a step of a run was cut off");
  }
}

/** Waits for a step. After `cut` is aborted, the step has `patienceMs` to end; then this throws `CutOff`. */
export async function untilCut<T>(step: Promise<T>, cut: AbortSignal, patienceMs = 0): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let give = (): void => {};
  const left = new Promise<never>((_, reject) => {
    give = () => {
      timer = setTimeout(() => reject(new CutOff()), patienceMs);
    };
  });
  if (cut.aborted) give();
  else cut.addEventListener("abort", give, { once: true });
  try {
    return await Promise.race([step, left]);
  } finally {
    clearTimeout(timer);
    cut.removeEventListener("abort", give);
  }
}

/** Waits this long for a step; then throws `CutOff`. */
export async function within<T>(step: Promise<T>, milliseconds: number): Promise<T> {
  return untilCut(step, AbortSignal.abort(), milliseconds);
}
