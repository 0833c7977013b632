import { FileText, ListOrdered, Undo2 } from "lucide-react";
import { useState } from "react";
import type { Review } from "#shared/edits.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { LongText } from "../../ui/long-value/held-value.tsx";
import { visibleLines } from "../../ui/visible-text.tsx";
import { copyValue } from "../response/copy-value.ts";
import { formatAmount, formatBytes } from "../response/format.ts";
import { methodsText, sendableItems } from "./review-words.ts";

/** Characters of one request that are laid out initially. */
const maxBytes = 10_000;

/** How the changes are sent, how far they can be undone, and their exact bytes. */
export function HowSent({ review }: { review: Review }) {
  const [shown, setShown] = useState(false);
  const items = sendableItems(review);
  if (items.length === 0) return null;
  const bytes = items.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
  const undos = [...new Set(items.map(({ undo }) => undo.message))];
  return (
    <div className="after">
      <div className="row">
        <Icon of={ListOrdered} size="s" tone="c-3" />
        <span>
          <b>
            {methodsText(items)}
            {items.length > 1 && ", one at a time"}
          </b>
          {items.length > 1 && `, ${String(review.gapMs)} ms apart. Stops at the first failure.`}
          {items.length === 1 && ", sent once, signed, and read back."}
        </span>
      </div>
      {undos.map((message) => (
        <div className="row" key={message}>
          <Icon of={Undo2} size="s" tone="c-3" />
          <span>{message}</span>
        </div>
      ))}
      <div className="row">
        <Icon of={FileText} size="s" tone="c-3" />
        <span>
          <LinkButton aria-expanded={shown} onPress={() => setShown(!shown)}>
            {shown ? "Hide the exact bytes" : "Show the exact bytes"}
          </LinkButton>{" "}
          <span className="ink-3">
            {formatAmount(items.length, "request")}, {formatBytes(bytes)}
          </span>
        </span>
      </div>
      {shown &&
        items.map((item, index) => (
          // Their order is that of sending.
          // oxlint-disable-next-line react/no-array-index-key
          <pre key={index} className="bytes wirebytes">
            <LongText
              label="the exact bytes"
              text={item.bytes}
              limit={maxBytes}
              draw={visibleLines}
              onCopy={(text) => copyValue("the exact bytes", () => text)}
            />
          </pre>
        ))}
    </div>
  );
}
