import { WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Connection } from "#shared/connection.ts";
import type { HeaderCheck } from "#shared/header-check.ts";
import { Badge } from "../../ui/badge.tsx";
import { changeDraft, replaceRequest, type HeaderCheckDraft } from "./header-check-draft.ts";
import { AddressFields, LoginField } from "./header-check-fields.tsx";
import { PasteArea } from "./paste-area.tsx";

export interface PastePaneProps {
  readonly connection: Connection;
  readonly draft: HeaderCheckDraft;
  readonly headerCheck: HeaderCheck | null;
  /** The result is about the current text. */
  readonly current: boolean;
  /** The tool's own fields beside the pasted text. */
  readonly children: ReactNode;
  /** Below all fields. */
  readonly foot?: ReactNode;
}

/** What the customer sent, and what it is checked against. */
export function PastePane({ connection, draft, headerCheck, current, children, foot }: PastePaneProps) {
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
          marks={current && headerCheck !== null ? headerCheck.marks : []}
          onPaste={replaceRequest}
          onType={(text) => changeDraft({ text })}
        />
        <div className="asked">
          <p className="sm ink-3" id="paste-hint">
            {headerCheck === null || headerCheck.understood.length === 0
              ? "Raw lines, a cURL command, or only the Authorization header."
              : `${headerCheck.understood.join(", ")}.`}
          </p>
          <AddressFields draft={draft} headerCheck={headerCheck} />
          <LoginField connection={connection} />
          {children}
        </div>
        {foot}
      </div>
    </section>
  );
}
