import { create } from "zustand";
import { bundlePartNames, type BundlePart } from "#shared/bundle.ts";
import { useDoctor } from "../../state/doctor.ts";

interface BundleDraft {
  /** The verdict to include; null: the latest. */
  readonly runId: string | null;
  /** The handshake to include; null: the latest. */
  readonly exchangeId: string | null;
  readonly parts: ReadonlySet<BundlePart>;
  /** Plain text without the format's own headings and names. */
  readonly bare: boolean;
}

/** What to include in the support bundle. A body may contain a customer's data, so it is included only when chosen. */
export const useBundleDraft = create<BundleDraft>()(() => ({
  runId: null,
  exchangeId: null,
  parts: new Set(bundlePartNames.filter((part) => part !== "body")),
  bare: false,
}));

export function choosePart(part: BundlePart, isIn: boolean): void {
  useBundleDraft.setState(({ parts }) => ({
    parts: new Set(bundlePartNames.filter((each) => (each === part ? isIn : parts.has(each)))),
  }));
}

export function leaveOut(left: readonly BundlePart[]): void {
  useBundleDraft.setState(({ parts }) => ({ parts: new Set([...parts].filter((part) => !left.includes(part))) }));
}

export function leaveOutHeadings(): void {
  chooseHeadings(false);
}

export function chooseHeadings(isIn: boolean): void {
  useBundleDraft.setState({ bare: !isIn });
}

/** Goes to the bundle page with a verdict selected. */
export function openBundle(runId: string): void {
  useBundleDraft.setState({ runId });
  useDoctor.getState().choose("bundle");
}
