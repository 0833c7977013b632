import { Package } from "lucide-react";
import { useState } from "react";
import type { BundlePreview } from "#shared/bundle.ts";
import type { Connection } from "#shared/connection.ts";
import { useCommand } from "../../state/command-bus.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { IdleStatus } from "../shell/idle-status.tsx";
import { BundleChoices } from "./bundle-choices.tsx";
import { BundleHeld } from "./bundle-held.tsx";
import { searchSentence, searchTitle } from "./bundle-words.ts";
import type { DoctorPageProps } from "./doctor-tools.ts";
import { NoConnection } from "./no-connection.tsx";
import { ResultHead } from "./result-head.tsx";
import { saveBundle } from "./save-bundle.ts";
import { useBundle } from "./use-bundle.ts";

/** One file for support, which is searched for every secret it must not contain before it can be saved. */
export function BundlePage({ connection }: DoctorPageProps) {
  if (!connection) return <NoConnection icon={Package} question="Which connection is the bundle about?" />;
  return <BundleOf key={connection.connectionId} connection={connection} />;
}

function BundleOf({ connection }: { connection: Connection }) {
  const bundle = useBundle(connection);
  const { request, preview, problem, lacking } = bundle;
  const isEmpty = request.parts.every((part) => lacking[part] !== undefined);
  const notNow = isEmpty
    ? "Nothing is chosen."
    : preview === undefined
      ? "It is being built."
      : preview.search.hits.length > 0
        ? "It holds a secret."
        : undefined;
  const save = (): void => void saveBundle(request);
  useCommand("request.send", save, notNow);
  return (
    <>
      <div className="bodyrow">
        <div className="headercheckbody">
          <BundleChoices bundle={bundle} notNow={problem ?? notNow} onSave={save} />
          <section className="resultpane" aria-label="Preview">
            {problem !== null ? (
              <ResultHead tone="bad" title="The bundle could not be built" explanation={problem} code={null} />
            ) : preview === undefined ? (
              <ResultHead tone="none" title="Building the bundle" explanation="On this computer." code={null} />
            ) : (
              <Preview preview={preview} isBare={request.bare === true} />
            )}
          </section>
        </div>
      </div>
      <IdleStatus connection={connection} />
    </>
  );
}

/** The part of a file that is shown; the rest of a long one is in the saved file only. */
const maxDrawn = 100_000;

interface PreviewProps {
  readonly preview: BundlePreview;
  readonly isBare: boolean;
}

function Preview({ preview: { json, readable, search }, isBare }: PreviewProps) {
  const [as, setAs] = useState<"readable" | "json">("readable");
  const text = as === "readable" ? readable : json;
  const found = search.hits.length > 0;
  return (
    <>
      <ResultHead
        tone={found ? "bad" : "good"}
        title={searchTitle(search)}
        explanation={searchSentence(search)}
        code={found ? "blocked" : "searched"}
      >
        {found && <BundleHeld search={search} isBare={isBare} />}
      </ResultHead>
      <div className="viewbar">
        <b>Preview</b>
        <span className="grow" />
        <Segmented
          label="Show as"
          options={[
            { id: "readable", text: "Readable part" },
            { id: "json", text: "Whole file" },
          ]}
          selected={as}
          onSelect={setAs}
        />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable */}
      <pre className="page bundletext" role="region" aria-label="Text of the bundle" tabIndex={0}>
        {text === "" ? "Not shown: the file itself holds a secret." : text.slice(0, maxDrawn)}
        {text.length > maxDrawn && "\n… the rest is in the file."}
      </pre>
    </>
  );
}
