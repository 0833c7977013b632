import { ChevronDown, Info, ShieldOff } from "lucide-react";
import { useRef, type KeyboardEvent } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import type { FormatSuffix, Method } from "#shared/http/exchange.ts";
import { decideFormat } from "#shared/rezora/format-rule.ts";
import type { Draft } from "../../state/place.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { baseUrlOf } from "../connections/connection-words.ts";
import { DesignatorField } from "./designator-field.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

const methods: readonly Method[] = ["GET", "POST", "PUT", "DELETE"];
const methodUse: Readonly<Record<Method, string>> = { GET: "read", POST: "create", PUT: "update", DELETE: "delete" };
const suffixes: readonly FormatSuffix[] = ["", "json", "xml", "csv"];

export interface AddressProps {
  readonly connection: Connection;
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly onSend: () => void;
}

/** Method, base, designator, suffix and the active rule, as one group. Arrow keys move between its segments. */
export function Address({ connection, draft, onChange, onSend }: AddressProps) {
  const group = useRef<HTMLDivElement>(null);

  function walk(event: KeyboardEvent<HTMLDivElement>): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target instanceof HTMLInputElement && !caretAtEdge(event.target, step)) return;
    const segments = [...(group.current?.querySelectorAll<HTMLElement>("button, input") ?? [])];
    const next = segments[segments.findIndex((each) => each === document.activeElement) + step];
    if (!next || !group.current?.contains(document.activeElement)) return;
    event.preventDefault();
    next.focus();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the segments inside take the focus
    <div className="addr" role="group" aria-label="Request" ref={group} onKeyDown={walk}>
      <Menu
        label="Method"
        selected={draft.method}
        onAction={(id) => onChange({ method: methods.find((each) => each === id) ?? "GET" })}
        trigger={
          <AriaButton className="m" aria-label={`Method ${draft.method}`}>
            <MethodName method={draft.method} />
            <Icon of={ChevronDown} size="xs" tone="c-3" />
          </AriaButton>
        }
      >
        {methods.map((method) => (
          <MenuItem
            key={method}
            id={method}
            text={`${method} ${methodUse[method]}`}
            choice
            end={<span className="sm ink-3">{methodUse[method]}</span>}
          >
            <MethodName method={method} />
          </MenuItem>
        ))}
      </Menu>
      <Base connection={connection} free={draft.designator.startsWith("/")} />
      <DesignatorField
        connectionId={connection.connectionId}
        designator={draft.designator}
        onChange={(designator) => onChange({ designator })}
        onSend={onSend}
      />
      <Menu
        label="Format suffix"
        selected={`.${draft.suffix}`}
        onAction={(id) => onChange({ suffix: suffixes.find((each) => `.${each}` === id) ?? "" })}
        trigger={
          <AriaButton
            className="suf"
            aria-label={draft.suffix === "" ? "no suffix, choose one" : `.${draft.suffix}, format suffix`}
          >
            {draft.suffix === "" ? "no suffix" : `.${draft.suffix}`}
            <Icon of={ChevronDown} size="xs" tone="c-3" />
          </AriaButton>
        }
      >
        {suffixes.map((suffix) => (
          <MenuItem key={suffix} id={`.${suffix}`} text={suffix === "" ? "no suffix" : `.${suffix}`} choice />
        ))}
      </Menu>
      <FormatChip draft={draft} />
    </div>
  );
}

export function MethodName({ method }: { method: string }) {
  const tone = method === "DELETE" ? "meth d" : method === "GET" ? "meth" : "meth w";
  return <span className={tone}>{method}</span>;
}

/** `free`: the designator is a request target of its own, so the version is not put before it. */
function Base({ connection, free }: { connection: Connection; free: boolean }) {
  const base = baseUrlOf(connection);
  const version = free ? "" : `/${connection.apiVersion}/`;
  if (!base) {
    return (
      <span className="base">
        <span className="ell">
          {connection.practice === null ? visibleText(connection.baseUrl) : "practice server"}
        </span>
        <span>{version}</span>
      </span>
    );
  }
  const open = base.scheme === "http" && !base.loopback;
  return (
    <span className="base">
      {open && (
        <span className="c-caution" title="http: not encrypted" role="img" aria-label="Not encrypted">
          <Icon of={ShieldOff} size="s" />
        </span>
      )}
      <span className="ell">
        <span className={open ? "http" : undefined}>{base.scheme}</span>
        {`://${base.authority}${free ? "" : base.basePath}`}
      </span>
      <span>{version}</span>
    </span>
  );
}

function FormatChip({ draft }: { draft: Draft }) {
  const { sentence, short } = decideFormat(draft.designator, draft.suffix, draft.accept);
  return (
    <span className="chip" title={sentence}>
      <Icon of={Info} size="s" tone="c-3" />
      <span className="hide-n ell">
        <FirstWordBold text={sentence} />
      </span>
      <span className="only-n ell">
        <FirstWordBold text={short} />
      </span>
    </span>
  );
}

function FirstWordBold({ text }: { text: string }) {
  const [first = "", rest = ""] = /^(\w+)(.*)$/u.exec(text)?.slice(1) ?? [text];
  return (
    <>
      <b>{first}</b>
      {rest}
    </>
  );
}

function caretAtEdge(input: HTMLInputElement, step: number): boolean {
  if (input.selectionStart !== input.selectionEnd) return false;
  return step < 0 ? input.selectionStart === 0 : input.selectionEnd === input.value.length;
}
