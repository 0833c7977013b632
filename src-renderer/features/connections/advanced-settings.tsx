import { ChevronDown, ChevronRight } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Choice } from "../../ui/choice.tsx";
import { FormRow } from "../../ui/form-row.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { advancedSummary, unlockChoices, type ConnectionDraft, type DraftProblems } from "./connection-draft.ts";
import { minutes } from "./connection-words.ts";

export interface AdvancedSettingsProps {
  readonly draft: ConnectionDraft;
  readonly problems: DraftProblems;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onChange: (change: Partial<ConnectionDraft>) => void;
}

/** Settings that few connections need: one line with their values, and the fields once it is opened. */
export function AdvancedSettings({ draft, problems, isOpen, onToggle, onChange }: AdvancedSettingsProps) {
  return (
    <>
      <hr className="hrule" />
      <div className="advancedline">
        <Button
          size="small"
          variant="quiet"
          icon={isOpen ? ChevronDown : ChevronRight}
          aria-expanded={isOpen}
          onPress={onToggle}
        >
          Advanced
        </Button>
        <span className="sm ink-3">{advancedSummary(draft)}</span>
      </div>
      {isOpen && <Fields draft={draft} problems={problems} onChange={onChange} />}
    </>
  );
}

function Fields({ draft, problems, onChange }: Pick<AdvancedSettingsProps, "draft" | "problems" | "onChange">) {
  const choices = [...new Set([...unlockChoices, draft.unlockMinutes])].toSorted((one, other) => one - other);
  return (
    <>
      <FormRow label="API version">
        <ShortField
          label="API version"
          value={draft.apiVersion}
          onChange={(apiVersion) => onChange({ apiVersion })}
          problem={problems.apiVersion}
        />
      </FormRow>
      <FormRow label="Bulk work" hint="The time between two requests of a commit or a sweep.">
        <ShortField
          label="Gap between bulk requests, milliseconds"
          unit="ms"
          value={draft.gap}
          onChange={(gap) => onChange({ gap })}
          problem={problems.gap}
        />
      </FormRow>
      <FormRow label="Time-out" hint="A request that receives nothing for this long is given up.">
        <ShortField
          label="Idle time-out, seconds"
          unit="s"
          value={draft.idleTimeout}
          onChange={(idleTimeout) => onChange({ idleTimeout })}
          problem={problems.idleTimeout}
        />
      </FormRow>
      <FormRow label="Writes" hint="After that, writes are locked again.">
        <div className="row line">
          <Choice
            label="Unlocking lasts"
            width={108}
            options={choices.map((count) => ({ id: String(count), text: minutes(count) }))}
            selected={String(draft.unlockMinutes)}
            onSelect={(id) => onChange({ unlockMinutes: Number(id) })}
          />
          <span className="sm ink-3">for each unlock</span>
        </div>
      </FormRow>
      <FormRow label="Login">
        <div className="checks">
          <Checkbox isSelected={draft.latin1Login} onChange={(latin1Login) => onChange({ latin1Login })}>
            Latin-1 instead of UTF-8{" "}
            <span className="sm ink-3">for servers that hash accented letters of a login this way</span>
          </Checkbox>
          <Checkbox isSelected={draft.quoteQop} onChange={(quoteQop) => onChange({ quoteQop })}>
            Quotation marks around qop <span className="sm ink-3">as in the API’s own sample; RFC 7616 has none</span>
          </Checkbox>
          <Checkbox isSelected={draft.extendedUserName} onChange={(extendedUserName) => onChange({ extendedUserName })}>
            User names outside ASCII in <code>username*</code> <span className="sm ink-3">RFC 7616, section 3.4.4</span>
          </Checkbox>
        </div>
      </FormRow>
    </>
  );
}

interface ShortFieldProps {
  readonly label: string;
  readonly unit?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | undefined;
}

function ShortField({ label, unit, value, onChange, problem }: ShortFieldProps) {
  return (
    <span className="w88">
      <TextField
        label={label}
        hideLabel
        mono
        value={value}
        onChange={onChange}
        problem={problem ?? null}
        {...(unit === undefined ? {} : { end: <span className="unit">{unit}</span> })}
      />
    </span>
  );
}
