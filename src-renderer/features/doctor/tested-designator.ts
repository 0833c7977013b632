import { create } from "zustand";
import type { Connection } from "#shared/connection.ts";
import { useDoctor } from "../../state/doctor.ts";
import { levelOf } from "../connections/connection-words.ts";

interface TestedDesignator {
  /** Chosen by the user; null: the default for the connection. */
  readonly chosen: string | null;
}

/** The resource that logins are tested with, on every page that tests them. */
export const useTestedDesignator = create<TestedDesignator>()(() => ({ chosen: null }));

/** Chooses another GET to test; the result for the previous one is no longer shown. */
export function chooseDesignator(designator: string): void {
  useTestedDesignator.setState({ chosen: designator });
  useDoctor.getState().showVerdict(null);
}

/** The best resource to test a login with: a collection that every account of its kind has. */
export function designatorFor(connection: Connection): string {
  return levelOf(connection) === "company" ? "agents" : "contacts";
}
