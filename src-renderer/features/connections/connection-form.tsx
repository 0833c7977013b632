import { ShieldOff } from "lucide-react";
import type { ReactNode } from "react";
import { parseBaseUrl } from "#shared/rezora/base-url.ts";
import { Badge } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { FormRow } from "../../ui/form-row.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ColourChoice } from "./colour-choice.tsx";
import type { ConnectionDraft, DraftProblems } from "./connection-draft.ts";
import { edgesOf, edgeWords, removalWords, withoutEdges } from "./edge-spaces.ts";
import { PracticeFaultRow } from "./practice-fault-row.tsx";

export interface ConnectionFormProps {
  readonly draft: ConnectionDraft;
  readonly problems: DraftProblems;
  readonly practice: boolean;
  readonly focusName: boolean;
  readonly onChange: (change: Partial<ConnectionDraft>) => void;
  /** Rows about the password. */
  readonly password: ReactNode;
  /** Rows about the account: what it proved to be, a test, and rarely needed settings. */
  readonly account: ReactNode;
}

/** The fields that every connection has. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { draft, problems, practice, focusName, onChange, password, account } = props;
  const userNameEdges = edgesOf(draft.userName);
  const userNameWarning = edgeWords("The user name", userNameEdges);
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
          hint={
            userNameWarning === null ? undefined : (
              <>
                {userNameWarning} Few user names do.{" "}
                <LinkButton onPress={() => onChange({ userName: withoutEdges(draft.userName) })}>
                  {removalWords(userNameEdges)}
                </LinkButton>
              </>
            )
          }
        />
      </FormRow>
      {password}
      {account}
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
