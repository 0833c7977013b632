import { useStoredValues } from "./stored-values.ts";
import { applyObserved, type Observation } from "./observed.ts";
import { useWorkspace } from "./workspace.ts";

/** Brings what was observed to everything that shows records. Nothing is fetched. */
export function observe(observations: readonly Observation[]): void {
  if (observations.length === 0) return;
  const { recent } = useWorkspace.getState();
  const before = { ...useStoredValues.getState(), recent };
  const { recent: after, ...stored } = applyObserved(before, observations);
  useStoredValues.setState(stored);
  if (after !== recent) useWorkspace.setState({ recent: after });
}
