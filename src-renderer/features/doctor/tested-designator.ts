import { create } from "zustand";
import type { Connection } from "#shared/connection.ts";
import { useDoctor } from "../../state/doctor.ts";
import { levelOf } from "../connections/connection-words.ts";

interface TestedDesignator {
  /** Chosen by the person; null: what suits the connection. */
  readonly chosen: string | null;
}

/** What logins are tested with, on every page that does. */
export const useTestedDesignator = create<TestedDesignator>()(() => ({ chosen: null }));

/** Another GET is to be tested: what was found out about the one before is no longer on screen. */
export function chooseDesignator(designator: string): void {
  useTestedDesignator.setState({ chosen: designator });
  useDoctor.getState().showVerdict(null);
}

/** What a login is best tested with: a collection that every account of its kind has. */
export function designatorFor(connection: Connection): string {
  return levelOf(connection) === "company" ? "agents" : "contacts";
}
