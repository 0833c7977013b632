import { Info } from "lucide-react";
import type { Method } from "#shared/http/exchange.ts";
import { Notice } from "../../ui/notice.tsx";
import type { EditTarget } from "./edit-target.ts";

/** Says which resource a designator in another spelling reaches, and which of the two spellings is sent. */
export function TypedAddress({ method, typed, target }: { method: Method; typed: string; target: EditTarget }) {
  if (typed === target.designator) return null;
  return (
    <Notice strip icon={Info} role="status" title={`This address reaches ${target.designator}.`}>
      {method} {target.designator} goes through Review and is sent to the plain address. A query is not sent.
    </Notice>
  );
}
