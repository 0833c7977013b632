import { Switch } from "react-aria-components";
import type { ReactNode } from "react";
import type { Settings, Theme } from "#shared/settings.ts";
import { commands, type CommandGroup } from "../../commands.ts";
import { updateSettings, useApplication } from "../../query.ts";
import { secretStorageWords } from "../../state/storage-words.ts";
import { report } from "../../state/report.ts";
import { FormRow } from "../../ui/form-row.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Segmented } from "../../ui/segmented.tsx";

const themes: readonly { readonly id: Theme; readonly text: string }[] = [
  { id: "system", text: "Like the system" },
  { id: "light", text: "Light" },
  { id: "dark", text: "Dark" },
  { id: "contrast", text: "High contrast" },
  { id: "contrast-dark", text: "High contrast, dark" },
];
const densities: readonly { readonly id: Settings["density"]; readonly text: string }[] = [
  { id: "comfortable", text: "Comfortable" },
  { id: "compact", text: "Compact" },
];
/** Commands that have a keyboard shortcut, in the order of the list of commands. */
const groups: readonly CommandGroup[] = [
  ...new Set(commands.filter(({ keys }) => keys.length > 0).map(({ group }) => group)),
];

export function SettingsPage({ settings }: { settings: Settings }) {
  const application = useApplication();
  const passwords = application && secretStorageWords(application.secretStorage, application.unsaved);
  const set = (change: Partial<Settings>): void => report(updateSettings(change));
  return (
    <section className="work" aria-label="Settings">
      <div className="pagehead">
        <h1 tabIndex={-1}>Settings</h1>
        <span className="grow" />
        <span className="sm ink-3">Rezora Explorer {application?.version}</span>
      </div>
      <div className="page">
        <div className="settings">
          <section>
            <h2>Look</h2>
            <FormRow label="Theme">
              <Segmented
                label="Theme"
                options={themes}
                selected={settings.theme}
                onSelect={(theme) => set({ theme })}
              />
            </FormRow>
            <FormRow label="Rows">
              <Segmented
                label="Rows"
                options={densities}
                selected={settings.density}
                onSelect={(density) => set({ density })}
              />
            </FormRow>
          </section>
          <section>
            <h2>Data</h2>
            <Toggle
              on={settings.monoData}
              onChange={(monoData) => set({ monoData })}
              hint="Names and streets too, not only what is compared character by character."
            >
              All data in the mono face
            </Toggle>
            <Toggle
              on={settings.foldPrefixes}
              onChange={(foldPrefixes) => set({ foldPrefixes })}
              hint="contact_email reads email in table and inspector. Copies, filters and code keep the whole name."
            >
              Fold the prefix that all fields share
            </Toggle>
          </section>
          <section>
            <h2>Passwords</h2>
            <p>
              <b>{passwords?.title}</b> {passwords?.message}
            </p>
          </section>
          <section>
            <h2>Shortcuts</h2>
            {groups.map((group) => (
              <Shortcuts key={group} group={group} />
            ))}
          </section>
        </div>
      </div>
    </section>
  );
}

interface ToggleProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly hint: string;
  readonly children: ReactNode;
}

function Toggle({ on, onChange, hint, children }: ToggleProps) {
  return (
    <Switch className="switch" isSelected={on} onChange={onChange}>
      <span className="track" />
      <span>
        {children} <span className="sm ink-3">{hint}</span>
      </span>
    </Switch>
  );
}

function Shortcuts({ group }: { group: CommandGroup }) {
  const withKeys = commands.filter((command) => command.group === group && command.keys.length > 0);
  return (
    <dl className="shortcuts" aria-label={group}>
      {withKeys.map(({ id, title, keys }) => (
        <div key={id}>
          <dt>{title}</dt>
          <dd>
            {keys.map((each) => (
              <Kbd key={each} keys={each} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
