import { WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Connection } from "#shared/connection.ts";
import type { Ruling } from "#shared/court.ts";
import { Badge } from "../../ui/badge.tsx";
import { changeDraft, putBeforeCourt, type CourtDraft } from "./court-draft.ts";
import { AddressFields, LoginField } from "./court-fields.tsx";
import { PasteArea } from "./paste-area.tsx";

export interface PastePaneProps {
  readonly connection: Connection;
  readonly draft: CourtDraft;
  readonly ruling: Ruling | null;
  /** The ruling is about what stands there now. */
  readonly current: boolean;
  /** What this tool asks for beside it. */
  readonly children: ReactNode;
  /** Below all fields. */
  readonly foot?: ReactNode;
}

/** What the customer sent, and what it is held against. */
export function PastePane({ connection, draft, ruling, current, children, foot }: PastePaneProps) {
  return (
    <section className="paste" aria-label="The customer’s request">
      <div className="viewbar">
        <b>The customer’s request</b>
        <span className="grow" />
        <Badge icon={WifiOff}>No calls are made</Badge>
      </div>
      <div className="page">
        <PasteArea
          text={draft.text}
          marks={current && ruling !== null ? ruling.marks : []}
          onPaste={putBeforeCourt}
          onType={(text) => changeDraft({ text })}
        />
        <div className="asked">
          <p className="sm ink-3" id="paste-hint">
            {ruling === null || ruling.understood.length === 0
              ? "Raw lines, a cURL command, or only the Authorization header."
              : `${ruling.understood.join(", ")}.`}
          </p>
          <AddressFields draft={draft} ruling={ruling} />
          <LoginField connection={connection} />
          {children}
        </div>
        {foot}
      </div>
    </section>
  );
}
