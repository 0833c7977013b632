import type { FieldProof } from "#shared/edits.ts";
import { textBudget } from "../../ui/long-value/text-budget.ts";
import { shortened } from "../../ui/shortened.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { formatAmount } from "../response/format.ts";
import type { ProofWords } from "./result-words.ts";
import { ComparedValue } from "./shown-value.tsx";
import { unseenBetween } from "./unseen-between.ts";

/** What reading back proved about one record, field by field. */
export function ProofLines({ words }: { readonly words: readonly ProofWords[] }) {
  const lengths = words.flatMap((each) =>
    each.kind === "differs" ? [each.proof.sent.length, each.proof.stored?.length ?? 0] : [],
  );
  const limit = textBudget(lengths);
  if (words.length === 0) return null;
  return (
    <div className="prooflines">
      {words.map((each) =>
        each.kind === "differs" ? (
          <Difference key={each.proof.name} proof={each.proof} limit={limit} />
        ) : (
          <p key={each.kind}>
            <Sentence words={each} />
          </p>
        ),
      )}
    </div>
  );
}

function Sentence({ words }: { readonly words: Exclude<ProofWords, { kind: "differs" }> }) {
  if (words.kind === "text") return visibleText(shortened(words.text, 1_000));
  const { names, more } = words;
  const count = names.length + more;
  const verb = count === 1 ? "is" : "are";
  return (
    <>
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && (index === names.length - 1 && more === 0 ? " and " : ", ")}
          <span className="mono">{visibleText(name)}</span>
        </span>
      ))}
      {more > 0 && ` and ${formatAmount(more, "more field", "more fields")}`} {verb}{" "}
      {words.kind === "as-sent" ? "as sent." : "still pending."}
    </>
  );
}

/** `contact_phone_mobile was sent as 720 555 0110 and is stored as 720-555-0110.` */
function Difference({ proof, limit }: { readonly proof: FieldProof; readonly limit: number }) {
  const { name, sent, stored, verdict } = proof;
  const unseen = stored === null ? null : unseenBetween(sent, stored);
  return (
    <p>
      <span className="mono">{visibleText(name)}</span> was sent as{" "}
      <span className="mono">
        <ComparedValue label={`${name} as sent`} value={sent} others={[stored]} limit={limit} />
      </span>{" "}
      and is {verdict === "ignored" ? "unchanged: " : "stored as "}
      <span className="mono">
        {stored === null ? (
          "nothing"
        ) : (
          <ComparedValue label={`${name} as stored`} value={stored} others={[sent]} limit={limit} />
        )}
      </span>
      .{unseen !== null && ` ${unseen}`}
    </p>
  );
}
