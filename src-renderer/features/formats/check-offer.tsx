import { Scale } from "lucide-react";
import { checkedFormats } from "#shared/checked-formats.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

interface CheckOfferProps {
  readonly designator: string;
  /** False for a resource that the catalogue lacks. */
  readonly possible: boolean;
  readonly onStart: () => void;
}

const notInCatalogue = "Only resources of the catalogue are compared.";

/** What the comparison does and what it costs, before anything is sent. */
export function CheckOffer({ designator, possible, onStart }: CheckOfferProps) {
  return (
    <section className="card offer" aria-label="Compare formats">
      <header>
        <Icon of={Scale} size="s" />
        Do JSON, XML and CSV say the same?
      </header>
      <div className="said">
        <p>Fetches the resource in each format, one after the other, and lists every record and field that differs.</p>
        {possible && (
          <ul className="wires" aria-label="Requests">
            {checkedFormats.map((format) => (
              <li key={format} className="mono">
                <span className="meth">GET</span> {withSuffix(designator, format)}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="acts">
        <Button variant="primary" onPress={onStart} notNow={possible ? undefined : notInCatalogue}>
          Compare formats
        </Button>
        <span className="ink-2 sm">
          {possible ? "Costs 3 wire requests, or 4 when this connection has not logged in yet." : notInCatalogue}
        </span>
      </div>
    </section>
  );
}

/** The suffix goes before a query. */
export function withSuffix(designator: string, format: string): string {
  return designator.replace(/(?=\?|$)/u, `.${format}`);
}
