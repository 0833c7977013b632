import { CircleCheck, Eye, EyeOff, TriangleAlert } from "lucide-react";
import { Fragment, useEffect, type ReactNode } from "react";
import type { DigestDerivation } from "#shared/http/exchange.ts";
import { useApplication } from "../../query.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { derivationSteps, type Step } from "./handshake-words.ts";
import { hideRevealed, revealSignature, useRevealed } from "./revealed.ts";
import { withMasks } from "./with-masks.tsx";

const onlyOnDesktop =
  "HA1 and response never leave the main process of this host. Revealing them is possible only in the desktop application.";

export interface DerivationCardProps {
  readonly exchangeId: string;
  readonly derivation: DigestDerivation;
}

/**
 * How the digest response of the last signed leg is computed. Secrets in it are shown on request, for a limited time.
 */
export function DerivationCard({ exchangeId, derivation }: DerivationCardProps) {
  const canReveal = useApplication()?.capabilities.reveal ?? false;
  const state = useRevealed();
  const mine = state.exchangeId === exchangeId ? state : null;
  const shown = mine?.shown ?? null;
  useEffect(() => hideRevealed, [exchangeId]);
  return (
    <section className="card fillfoot" aria-label="How the response is made">
      <header>
        How the response is made
        <span className="grow" />
        {shown ? (
          <Button variant="quiet" size="small" icon={EyeOff} onPress={hideRevealed}>
            Hide
          </Button>
        ) : (
          <Button
            variant="quiet"
            size="small"
            icon={Eye}
            notNow={canReveal ? undefined : onlyOnDesktop}
            onPress={() => void revealSignature(exchangeId)}
          >
            Reveal…
          </Button>
        )}
      </header>
      <div className="der">
        {derivationSteps(derivation).map(({ name, hash, formula, values, result }) => (
          <div className="step" key={name}>
            <span className="sn">{name}</span>
            <div>
              <div className="f">
                {hash}( {joined(formula)} )
              </div>
              <div className="f2">{joined(values)}</div>
              <div className="f3">
                <span className="eq">=</span>
                {result ?? revealedOf(name, shown) ?? <span className="mask">{"•".repeat(derivation.hexDigits)}</span>}
              </div>
            </div>
          </div>
        ))}
      </div>
      <div className="foot">
        <Icon
          of={derivation.selfChecked ? CircleCheck : TriangleAlert}
          size="s"
          tone={derivation.selfChecked ? "c-ok" : "c-caution"}
        />
        <span>
          {derivation.selfChecked ? "Computed twice by independent code: equal." : "Not computed a second time."}
        </span>
        <span className="grow" />
        <span role="status" className="ink-3">
          {shown
            ? "Hidden again after 30 seconds."
            : (mine?.problem ?? (canReveal ? "" : "Reveal: in the desktop application only."))}
        </span>
      </div>
    </section>
  );
}

function revealedOf(name: Step["name"], shown: { readonly ha1: string; readonly response: string } | null) {
  return name === "HA1" ? shown?.ha1 : name === "response" ? shown?.response : undefined;
}

function joined(parts: readonly string[]): ReactNode {
  return parts.map((part, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- parts may repeat; their position identifies them
    <Fragment key={index}>
      {index > 0 && (
        <>
          {" "}
          <s>:</s>{" "}
        </>
      )}
      {withMasks(part)}
    </Fragment>
  ));
}
