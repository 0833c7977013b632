import { ensureBuilt } from "../../scripts/build.ts";

/** Playwright's global setup, which it takes as a default export. */
export default ensureBuilt;
