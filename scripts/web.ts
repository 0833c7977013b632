/** `npm run web -- --port 0 --no-open --data DIR`: the browser host. Builds first when that is needed. */
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { ensureBuilt } from "./build.ts";
import { root } from "./tool.ts";

await ensureBuilt();
await import(pathToFileURL(join(root, "out", "main", "web.js")).href);
