import { Fingerprint } from "lucide-react";
import type { ClientDefect } from "#shared/header-check.ts";
import { Badge } from "../../ui/badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Words } from "./words.tsx";

/** The defects of the client that sent the header, each known defect with its name. */
export function FingerprintCard({ defects }: { defects: readonly ClientDefect[] }) {
  if (defects.length === 0) return null;
  return (
    <section className="card finger" aria-label="Client fingerprint">
      <header>
        <Icon of={Fingerprint} tone="c-3" />
        Client fingerprint
        <span className="grow" />
        {defects.length === 1 && <Badge kind="mono">{defects[0]?.code}</Badge>}
      </header>
      {defects.map(({ code, sentence }) => (
        <div key={code} className="defect">
          {defects.length > 1 && <Badge kind="mono">{code}</Badge>}
          <p>
            <Words text={sentence} />
          </p>
        </div>
      ))}
    </section>
  );
}
