import { useId } from "react";
import type { Connection } from "#shared/connection.ts";
import type { HeaderCheck } from "#shared/header-check.ts";
import { useConnections } from "../../query.ts";
import { Choice } from "../../ui/choice.tsx";
import { turnTo } from "../connections/connection-actions.ts";
import { spokenName } from "../connections/connection-words.ts";
import { changeDraft, type HeaderCheckDraft } from "./header-check-draft.ts";

interface FieldsProps {
  readonly draft: HeaderCheckDraft;
  readonly headerCheck: HeaderCheck | null;
}

const fieldIds = { method: "header-check-method", url: "header-check-url" } as const;

/** The field for a part that the pasted text lacks. */
export function focusAddressField(field: keyof typeof fieldIds): void {
  document.getElementById(fieldIds[field])?.focus();
}

/** Method and URL as they were parsed, to be completed where the pasted text lacks them. */
export function AddressFields({ draft, headerCheck }: FieldsProps) {
  const id = useId();
  const method = draft.method ?? headerCheck?.method ?? "";
  const url = draft.url ?? headerCheck?.url ?? "";
  return (
    <div role="group" aria-labelledby={id}>
      <div className="lab" id={id}>
        Method and URL
      </div>
      <div className="in mono address">
        <input
          id={fieldIds.method}
          className="meth"
          aria-label="Method"
          placeholder="Method"
          size={method === "" ? 7 : method.length}
          maxLength={20}
          value={method}
          spellCheck={false}
          onChange={({ target }) => changeDraft({ method: orNull(target.value.toUpperCase()) })}
        />
        <input
          id={fieldIds.url}
          aria-label="URL"
          placeholder="and URL, if not in the paste"
          maxLength={8_192}
          value={url}
          title={url}
          spellCheck={false}
          onChange={({ target }) => changeDraft({ url: orNull(target.value) })}
        />
      </div>
    </div>
  );
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}

export function LoginField({ connection }: { connection: Connection }) {
  const connections = useConnections() ?? [];
  return (
    <div>
      <div className="lab" aria-hidden="true">
        Login to check against
      </div>
      <Choice
        label="Login to check against"
        options={connections.map((each) => ({ id: each.connectionId, text: spokenName(each) }))}
        selected={connection.connectionId}
        onSelect={turnTo}
      />
    </div>
  );
}

/** The `nc` value cannot be checked alone: only someone who counted the requests knows what it should be. */
export function NonceUseField({ draft, headerCheck }: FieldsProps) {
  const id = useId();
  const use = draft.nonceUse ?? headerCheck?.nonceUse ?? null;
  const digits = use === null ? "" : String(use);
  const from = draft.nonceUse === null ? "counted in the paste" : "from the customer’s log";
  return (
    <div>
      <label className="lab" htmlFor={id}>
        Which request on this nonce
      </label>
      <div className="in nonceuse">
        <input
          id={id}
          inputMode="numeric"
          className={use === null ? "" : "tnum"}
          style={use === null ? {} : { width: `${String(digits.length)}ch` }}
          placeholder="Not known: count in the customer’s log"
          maxLength={9}
          value={digits}
          onChange={({ target }) => {
            const count = Number(target.value.replaceAll(/\D/gu, ""));
            changeDraft({ nonceUse: count > 0 ? count : null });
          }}
        />
        {use !== null && (
          <>
            <span className="suffix">{ordinalSuffix(use)}</span>
            <span className="ink-3">{from}</span>
          </>
        )}
      </div>
    </div>
  );
}

const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
const suffixes: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  zero: "th",
  one: "st",
  two: "nd",
  few: "rd",
  many: "th",
  other: "th",
};

function ordinalSuffix(count: number): string {
  return suffixes[ordinals.select(count)];
}
