import { ArrowDownLeft, ArrowUpRight, Dices, Hash, Plug, Sigma, TriangleAlert, type LucideIcon } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import type { DigestParameter, Exchange, Leg, ParameterOrigin } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import { Icon } from "../../ui/icon.tsx";
import { LongText } from "../../ui/long-value/held-value.tsx";
import { textBudget } from "../../ui/long-value/text-budget.ts";
import { shortened } from "../../ui/shortened.ts";
import { copyValue } from "./copy-value.ts";
import { DerivationCard } from "./derivation-card.tsx";
import { formatAmount, formatDuration } from "./format.ts";
import {
  challengePieces,
  mask,
  originNames,
  purposeNames,
  requestLine,
  signedLeg,
  statusLine,
} from "./handshake-words.ts";
import { withMasks } from "./with-masks.tsx";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";
import { spelledOut } from "#shared/visible-text.ts";

const originIcons: Readonly<Record<ParameterOrigin, LucideIcon>> = {
  challenge: ArrowDownLeft,
  connection: Plug,
  "request-line": ArrowUpRight,
  "made-here": Dices,
  counted: Hash,
  computed: Sigma,
};

/** In a damaged challenge the values are not where the grammar would put them. */
const nothing: ReadonlySet<string> = new Set();

/** The legs side by side, the source of every parameter of the request, and how the digest response is computed. */
export function HandshakeView({ exchange }: { exchange: Exchange }) {
  const { legs } = exchange;
  const signed = signedLeg(legs);
  const used = new Set(
    signed?.digest.parameters.filter(({ origin }) => origin === "challenge").map(({ name }) => name.toLowerCase()),
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
    <div className="hs" role="region" aria-label="Handshake" tabIndex={0}>
      <div className="legs" data-legs={legs.length}>
        {legs.map((leg, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- legs are identified by their order
          <LegCard key={index} leg={leg} number={index + 1} used={used} />
        ))}
      </div>
      {signed && (
        <div className="below">
          <Parameters number={signed.number} parameters={signed.digest.parameters} />
          <DerivationCard exchangeId={exchange.exchangeId} derivation={signed.digest.derivation} />
        </div>
      )}
    </div>
  );
}

function LegCard({ leg, number, used }: { leg: Leg; number: number; used: ReadonlySet<string> }) {
  const status = statusLine(leg);
  const good = leg.status !== null && leg.status < 400;
  return (
    <section className="card leg" aria-label={`Leg ${number}: ${purposeNames[leg.purpose]}`}>
      <header>
        <span className="no">{number}</span>
        {purposeNames[leg.purpose]}
        <span className="grow" />
        <span className={good ? "badge ok mono" : "badge mono"}>{leg.status ?? "no answer"}</span>
        <span className="mono ink-3 light">{formatDuration(leg.timings.total)}</span>
      </header>
      <div className="code half">
        <span className="dir">Sent</span>
        {shortened(requestLine(leg))}
        <HeaderLines headers={leg.requestHeaders} used={used} />
        {leg.requestBodyBytes > 0 && (
          <span className="none">
            {"\n"}
            {formatAmount(leg.requestBodyBytes, "byte")} of body
          </span>
        )}
      </div>
      <div className="code half">
        <span className="dir">Received</span>
        {status === "" ? <span className="none">nothing</span> : shortened(status)}
        <HeaderLines headers={leg.responseHeaders} used={leg.challengeDamage === undefined ? used : nothing} />
      </div>
      {leg.challengeDamage !== undefined && <Damage sentences={leg.challengeDamage} />}
    </section>
  );
}

/** What the server has to fix, shown where it occurs. */
function Damage({ sentences }: { sentences: readonly string[] }) {
  return (
    <div className="damage" role="note" aria-label="Damage of the challenge">
      <Icon of={TriangleAlert} size="xs" />
      <div>
        <b>The challenge is damaged and was read all the same.</b> Other clients may refuse it.
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function HeaderLines({ headers, used }: { headers: readonly HeaderPair[]; used: ReadonlySet<string> }) {
  const limit = textBudget(headers.map(([, value]) => value.length));
  return headers.map(([name, value], index) => (
    // oxlint-disable-next-line react/no-array-index-key -- headers repeat; their position identifies them
    <Fragment key={index}>
      {"\n"}
      <span className="k">{shortened(name)}</span>
      <span className="p">:</span>{" "}
      {value.length > limit ? (
        <LongText
          label={name}
          text={value}
          limit={limit}
          draw={withMasks}
          onCopy={(text) => copyValue(name, () => text)}
        />
      ) : (
        headerValue(name, value, used)
      )}
    </Fragment>
  ));
}

function headerValue(name: string, value: string, used: ReadonlySet<string>): ReactNode {
  if (name.toLowerCase() !== "www-authenticate") return withMasks(value);
  return challengePieces(value, used).map(({ text, told }, index) =>
    told ? (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of a value have no other identity
      <b key={index} className="told">
        {text}
      </b>
    ) : (
      withMasks(text)
    ),
  );
}

function Parameters({ number, parameters }: { number: number; parameters: readonly DigestParameter[] }) {
  return (
    <section className="card" aria-label={`Parameters of leg ${number}`}>
      <header>
        Parameters of leg {number}
        <span className="grow" />
        <span className="ink-3 light">in the order sent</span>
      </header>
      <table className="pt tight">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
            <th scope="col">Where it comes from</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map(({ name, value, origin, note }) => (
            <tr key={name}>
              <td className="k">{visibleText(name)}</td>
              <td className="v" title={value === null ? "masked" : spelledOut(shortened(value))}>
                {value === null ? <span className="mask">{mask}</span> : visibleValue(shortened(value, 2_000))}
              </td>
              <td>
                <span className={origin === "challenge" ? "org ch" : "org"} title={note}>
                  <Icon of={originIcons[origin]} size="xs" />
                  {originNames[origin]}
                </span>
                <span className="ink-3">{note}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
