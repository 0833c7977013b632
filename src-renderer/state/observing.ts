import { useStoredValues } from "./stored-values.ts";
import { applyObserved, type Observation } from "./observed.ts";
import { useWorkspace } from "./workspace.ts";

/** Applies observations to everything that shows records. Does not send a request. */
export function observe(observations: readonly Observation[]): void {
  if (observations.length === 0) return;
  const { recent } = useWorkspace.getState();
  const before = { ...useStoredValues.getState(), recent };
  const { recent: after, ...stored } = applyObserved(before, observations);
  useStoredValues.setState(stored);
  if (after !== recent) useWorkspace.setState({ recent: after });
}
