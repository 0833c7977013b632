import { CircleCheck, CircleX } from "lucide-react";
import type { ReactNode } from "react";
import type { Verdict } from "#shared/doctor.ts";
import { Badge } from "../../ui/badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Words } from "./words.tsx";

/** The verdict first, then the explanation. */
export function VerdictHead({ verdict, action }: { verdict: Verdict; action?: ReactNode }) {
  const { good, title, explanation, code, suspicions } = verdict;
  return (
    <>
      <div className={good ? "vmark c-ok" : "vmark c-danger"}>
        <Icon of={good ? CircleCheck : CircleX} size="l" />
      </div>
      <div className="grow">
        <h2>
          <Words text={title} />
        </h2>
        <p>
          <Words text={explanation} />
        </p>
        {suspicions.length > 0 && (
          <ul className="suspicions" aria-label="What looks odd">
            {suspicions.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {action}
      </div>
      <span className={good ? "vcode ok" : "vcode danger"}>
        <Badge kind="mono">{code}</Badge>
      </span>
    </>
  );
}
