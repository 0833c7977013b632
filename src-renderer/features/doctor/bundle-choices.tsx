import { Save } from "lucide-react";
import { bundlePartNames, bundlePartTitles } from "#shared/bundle.ts";
import { useNow } from "../../state/clock.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Choice } from "../../ui/choice.tsx";
import { statusWord } from "../response/exchange-words.ts";
import { formatAge } from "../response/format.ts";
import { chooseHeadings, choosePart, useBundleDraft } from "./bundle-draft.ts";
import type { Bundle } from "./use-bundle.ts";

export interface BundleChoicesProps {
  readonly bundle: Bundle;
  /** Why it cannot be saved now. */
  readonly notNow: string | undefined;
  readonly onSave: () => void;
}

/** What goes into the bundle. */
export function BundleChoices({ bundle, notNow, onSave }: BundleChoicesProps) {
  const { request, reports, exchanges, lacking } = bundle;
  const { parts } = useBundleDraft();
  const now = useNow(30_000);
  return (
    <section className="paste bundlechoices" aria-label="What goes in">
      <div className="viewbar">
        <b>What goes in</b>
      </div>
      <div className="page">
        <ul className="bundleparts">
          {bundlePartNames.map((part) => (
            <li key={part}>
              <Checkbox
                isSelected={parts.has(part) && lacking[part] === undefined}
                isDisabled={lacking[part] !== undefined}
                onChange={(isIn) => choosePart(part, isIn)}
              >
                {bundlePartTitles[part]}
                {lacking[part] !== undefined && <span className="sm ink-3 lacks">{lacking[part]}</span>}
              </Checkbox>
            </li>
          ))}
          <li>
            <Checkbox isSelected={request.bare !== true} onChange={chooseHeadings}>
              Headings, as one JSON file
              {request.bare === true && <span className="sm ink-3 lacks">Plain text without headings.</span>}
            </Checkbox>
          </li>
        </ul>
        <div className="asked">
          {request.report !== null && (
            <div>
              <span className="lab">Verdict</span>
              <Choice
                label="Verdict that goes in"
                options={reports.map(({ runId, verdict, designator, startedAt }) => ({
                  id: runId,
                  text: `${verdict?.code ?? "cancelled"}, GET ${designator}, ${formatAge(now - startedAt)}`,
                }))}
                selected={request.report.runId}
                onSelect={(runId) => useBundleDraft.setState({ runId })}
              />
            </div>
          )}
          {request.exchange !== null && (
            <div>
              <span className="lab">Handshake</span>
              <Choice
                label="Handshake that goes in"
                options={exchanges.map(
                  ({ exchangeId, request: { method, designator }, status, failure, startedAt }) => ({
                    id: exchangeId,
                    text: `${method} ${designator}, ${statusWord({ status, failure })}, ${formatAge(now - startedAt)}`,
                  }),
                )}
                selected={request.exchange.exchangeId}
                onSelect={(exchangeId) => useBundleDraft.setState({ exchangeId })}
              />
            </div>
          )}
          <div>
            <Button variant="primary" icon={Save} notNow={notNow} onPress={onSave}>
              Save…
            </Button>
          </div>
          <p className="sm ink-3">
            {notNow ??
              `One ${request.bare === true ? "text" : "JSON"} file. Passwords, HA1, live responses and session ids stay out.`}
          </p>
        </div>
      </div>
    </section>
  );
}
