/** `npm run build` ends with this: the notices and the bill of materials of what was built. */
import { writeBillOfMaterials, writeNotices } from "./third-party.ts";

writeNotices();
await writeBillOfMaterials();
