import { CircleX } from "lucide-react";
import type { ExchangeFailure, Method } from "#shared/http/exchange.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

/** No response arrived: what happened, why, and what to do. The request stays as it is. */
export function FailureState({
  failure,
  method,
  onRetry,
  onWhy,
  onHandshake,
}: {
  failure: ExchangeFailure;
  method: Method;
  onRetry: () => void;
  onWhy: () => void;
  /** null when nothing went over the wire. */
  onHandshake: (() => void) | null;
}) {
  return (
    <div className="middle">
      <section className="card failure" role="alert" data-cancelled={failure.code === "cancelled" ? "" : undefined}>
        <header>
          <Icon of={CircleX} />
          {failure.message}
        </header>
        {failure.advice !== "" && <p className="said">{failure.advice}</p>}
        {failure.code === "state-unknown" && (
          <p className="todo">Look at the data before you send the {method} again: it may have been carried out.</p>
        )}
        {failure.detail !== "" && (
          <details>
            <summary>Technical detail</summary>
            <p className="mono">{failure.detail}</p>
          </details>
        )}
        <div className="acts">
          {method === "GET" && <Button onPress={onRetry}>Retry</Button>}
          {failure.code !== "cancelled" && failure.code !== "too-large" && (
            <Button variant="quiet" onPress={onWhy}>
              Why?
            </Button>
          )}
          {onHandshake && (
            <Button variant="quiet" onPress={onHandshake}>
              Handshake
            </Button>
          )}
        </div>
      </section>
    </div>
  );
}
