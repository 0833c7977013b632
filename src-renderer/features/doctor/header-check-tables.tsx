import { ArrowRight, Check, CircleHelp, Lock, X, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { HeaderCheckRow, HeaderCheckStep } from "#shared/header-check.ts";
import { Icon } from "../../ui/icon.tsx";
import { differenceOf } from "./differing.ts";
import { codesOfDifference, visibleValue } from "../../ui/visible-text.tsx";

const mask = "••••••••";

/** Each input of the digest, the customer's beside the correct one; differing inputs come first. */
export function HeaderCheckTable({ rows }: { rows: readonly HeaderCheckRow[] }) {
  return (
    <table className="pt box" aria-label="Inputs of the digest">
      <thead>
        <tr>
          <th scope="col">Input</th>
          <th scope="col">In the header</th>
          <th scope="col">Should be</th>
          <th scope="col">Finding</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.input} className={row.state === "differs" ? "bad" : undefined}>
            <th scope="row" className="k">
              {row.input}
            </th>
            <td className="v">
              <Theirs row={row} />
            </td>
            <td className="v">
              <ShouldBe row={row} />
            </td>
            <td className="sy">
              <Sign state={row.state} />
              {row.finding}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Theirs({ row: { theirs, masked, signedAs, shouldBe } }: { row: HeaderCheckRow }) {
  if (masked) return <span className="mask">{mask}</span>;
  const right = shouldBe.kind === "value" ? shouldBe.text : null;
  return (
    <>
      {theirs === null ? <span className="ink-3">not sent</span> : <Side text={theirs} other={right} />}
      {signedAs !== null && (
        <span className="signed">
          <span className="ink-2">signed as </span>
          {signedAs === "" ? "nothing" : <Side text={signedAs} other={right} />}
        </span>
      )}
    </>
  );
}

function ShouldBe({ row: { theirs, signedAs, masked, shouldBe } }: { row: HeaderCheckRow }) {
  if (shouldBe.kind !== "value") return shouldBe.kind === "same" ? "same" : shouldBe.text;
  const actual = theirs === shouldBe.text ? signedAs : theirs;
  return <Side text={shouldBe.text} other={masked ? null : actual} />;
}

/** One side of a comparison, with the part that the other lacks underlined. Spaces are made visible. */
function Side({ text, other }: { text: string; other: string | null }) {
  if (other === null || other === text) return visibleValue(text);
  const { before, left, after } = differenceOf(text, other);
  return (
    <>
      {visibleValue(before)}
      {left !== "" && <u>{visibleValue(left)}</u>}
      {visibleValue(after)}
      {codesOfDifference(text, [other])}
    </>
  );
}

function Sign({ state }: { state: HeaderCheckRow["state"] }) {
  switch (state) {
    case "right":
      return <Icon of={Check} size="s" tone="c-ok" />;
    case "differs":
      return <Icon of={X} size="s" tone="c-danger" />;
    case "unknown":
      return <Icon of={CircleHelp} size="s" tone="c-3" />;
  }
}

const stepWords: Readonly<
  Record<HeaderCheckStep["state"], { readonly words: string; readonly icon: LucideIcon; readonly tone: string }>
> = {
  masked: { words: "Masked", icon: Lock, tone: "c-3" },
  right: { words: "Right", icon: Check, tone: "c-ok" },
  theirs: { words: "Theirs", icon: X, tone: "c-danger" },
  assumed: { words: "Request not known", icon: CircleHelp, tone: "c-3" },
  needed: { words: "Needed", icon: ArrowRight, tone: "c-3" },
  equal: { words: "Equal to theirs", icon: Check, tone: "c-ok" },
  "not-reached": { words: "Not reached", icon: X, tone: "c-danger" },
  expected: { words: "Server expects", icon: ArrowRight, tone: "c-3" },
};

/**
 * How the digest response is computed; of two steps with one name the first is the customer's, the second the correct
 * one.
 */
export function StepsTable({ steps }: { steps: readonly HeaderCheckStep[] }) {
  return (
    <table className="pt box deriv" aria-label="How the response is made">
      <tbody>
        {steps.map(({ name, formula, value, state }, index) => {
          const again = steps[index - 1]?.name === name;
          const pair = again ? steps[index - 1] : steps.slice(index + 1).find((step) => step.name === name);
          const { words, icon, tone } = stepWords[state];
          return (
            <tr key={`${name} ${state}`} className={state === "theirs" || state === "not-reached" ? "bad" : undefined}>
              <th scope="row" className="k">
                {again ? <span className="sr">{name}</span> : name}
              </th>
              <td className="v formula">
                {formulaShown(formula, state === "needed" ? (pair?.formula ?? null) : null)}
              </td>
              <td className="v">{value ?? <span className="mask">••••••••••••</span>}</td>
              <td className="sy">
                <Icon of={icon} size="s" tone={tone} />
                {words}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function formulaShown(formula: string, other: string | null): ReactNode {
  return <Side text={formula} other={other} />;
}
