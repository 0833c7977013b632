import { ShieldOff } from "lucide-react";
import type { ReactNode } from "react";
import { parseBaseUrl } from "#shared/rezora/base-url.ts";
import { Badge } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { FormRow } from "../../ui/form-row.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ColourChoice } from "./colour-choice.tsx";
import type { ConnectionDraft, DraftProblems } from "./connection-draft.ts";
import { PracticeFaultRow } from "./practice-fault-row.tsx";

export interface ConnectionFormProps {
  readonly draft: ConnectionDraft;
  readonly problems: DraftProblems;
  readonly practice: boolean;
  readonly focusName: boolean;
  readonly onChange: (change: Partial<ConnectionDraft>) => void;
  /** Rows about the password. */
  readonly password: ReactNode;
  /** Rows about the account, for a connection that is there already. */
  readonly account: ReactNode;
  /** Whether the settings that few need are shown. */
  readonly advanced: boolean;
}

/** The fields of a connection as drawn; what only few need is folded away at the end. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { draft, problems, practice, focusName, onChange, password, account, advanced } = props;
  return (
    <div className="form2">
      <FormRow label="Name">
        <TextField
          label="Name"
          hideLabel
          value={draft.name}
          onChange={(name) => onChange({ name })}
          problem={problems.name ?? null}
          autoFocus={focusName}
        />
      </FormRow>
      <FormRow label="Colour">
        <div className="row">
          <ColourChoice colour={draft.colour} onChoose={(colour) => onChange({ colour })} />
          <span className="grow" />
          <span className="sm ink-2" aria-hidden="true">
            Label
          </span>
          <span className="w168">
            <TextField label="Label" hideLabel value={draft.label} onChange={(label) => onChange({ label })} />
          </span>
        </div>
      </FormRow>
      <hr className="hrule" />
      <BaseUrlRow {...props} />
      <FormRow label="API version">
        <div className="row top">
          <span className="w72">
            <TextField
              label="API version"
              hideLabel
              mono
              value={draft.apiVersion}
              onChange={(apiVersion) => onChange({ apiVersion })}
              problem={problems.apiVersion ?? null}
            />
          </span>
          <span className="grow" />
          <span className="sm ink-2 beside" aria-hidden="true">
            Gap between bulk requests
          </span>
          <span className="w88">
            <TextField
              label="Gap between bulk requests, milliseconds"
              hideLabel
              mono
              value={draft.gap}
              onChange={(gap) => onChange({ gap })}
              problem={problems.gap ?? null}
              end={<span className="unit">ms</span>}
            />
          </span>
        </div>
      </FormRow>
      <hr className="hrule" />
      <FormRow label="User name">
        <TextField
          label="User name"
          hideLabel
          mono
          autoComplete="off"
          value={draft.userName}
          isReadOnly={practice}
          onChange={(userName) => onChange({ userName })}
        />
      </FormRow>
      {password}
      {account}
      {advanced && <Advanced draft={draft} problems={problems} onChange={onChange} />}
    </div>
  );
}

function BaseUrlRow({ draft, problems, practice, onChange }: ConnectionFormProps) {
  const base = parseBaseUrl(draft.baseUrl);
  if (practice) {
    return (
      <>
        <FormRow label="Base URL" hint="The practice server in this application. It starts when it is used.">
          <TextField label="Base URL" hideLabel mono isReadOnly value={draft.baseUrl} placeholder="not started yet" />
        </FormRow>
        <PracticeFaultRow fault={draft.practiceFault} onChoose={(practiceFault) => onChange({ practiceFault })} />
      </>
    );
  }
  const open = base.ok && base.value.scheme === "http" && !base.value.loopback;
  const written = base.ok ? base.value.writtenHost : undefined;
  const hint =
    open || written !== undefined ? (
      <>
        {base.ok && written !== undefined && (
          <>
            {written} is saved in its ASCII form, <span className="mono">{base.value.host}</span>.{" "}
          </>
        )}
        {open && (
          <>
            The password is never sent, but answers can be read on the way.{" "}
            <LinkButton onPress={() => onChange({ baseUrl: draft.baseUrl.trim().replace(/^http:/iu, "https:") })}>
              Try https
            </LinkButton>
          </>
        )}
      </>
    ) : undefined;
  return (
    <FormRow label="Base URL" hint={hint}>
      <TextField
        label="Base URL"
        hideLabel
        mono
        value={draft.baseUrl}
        onChange={(baseUrl) => onChange({ baseUrl })}
        problem={problems.baseUrl ?? null}
        end={
          open && (
            <Badge kind="caution" icon={ShieldOff}>
              Not encrypted
            </Badge>
          )
        }
      />
    </FormRow>
  );
}

/** What only few connections need. */
function Advanced({ draft, problems, onChange }: Pick<ConnectionFormProps, "draft" | "problems" | "onChange">) {
  return (
    <>
      <hr className="hrule" />
      <FormRow label="Time-out" hint="A request that hears nothing for so long is given up.">
        <span className="w88">
          <TextField
            label="Idle time-out, seconds"
            hideLabel
            mono
            value={draft.idleTimeout}
            onChange={(idleTimeout) => onChange({ idleTimeout })}
            problem={problems.idleTimeout ?? null}
            end={<span className="unit">s</span>}
          />
        </span>
      </FormRow>
      <FormRow label="Digest">
        <div className="checks">
          <Checkbox isSelected={draft.quoteQop} onChange={(quoteQop) => onChange({ quoteQop })}>
            Quote qop <span className="sm ink-3">as the API’s own sample does; RFC 7616 has it bare</span>
          </Checkbox>
          <Checkbox isSelected={draft.extendedUserName} onChange={(extendedUserName) => onChange({ extendedUserName })}>
            username* for names outside ASCII <span className="sm ink-3">RFC 7616 §3.4.4</span>
          </Checkbox>
          <Checkbox isSelected={draft.latin1Login} onChange={(latin1Login) => onChange({ latin1Login })}>
            Latin-1 instead of UTF-8{" "}
            <span className="sm ink-3">for servers that hash accented letters of a login this way</span>
          </Checkbox>
        </div>
      </FormRow>
    </>
  );
}
