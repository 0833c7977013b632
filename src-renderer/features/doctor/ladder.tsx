import { Check, Minus, X, type LucideIcon } from "lucide-react";
import { ListBox, ListBoxItem } from "react-aria-components";
import type { Rung, RungState } from "#shared/doctor.ts";
import { rungTitles, type RungName } from "#shared/doctor-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { formatDuration } from "../response/format.ts";
import { plainWords, Words } from "./words.tsx";

const marks: Readonly<Partial<Record<RungState, LucideIcon>>> = { done: Check, failed: X, skipped: Minus };

export interface LadderProps {
  readonly rungs: readonly Rung[];
  readonly selected: RungName;
  readonly onSelect: (name: RungName) => void;
}

/** The steps of a login. Arrows walk; the evidence of the chosen one stands beside. */
export function Ladder({ rungs, selected, onSelect }: LadderProps) {
  return (
    <ListBox
      className="ladder"
      aria-label="Steps"
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const chosen = rungs.find(({ name }) => keys !== "all" && keys.has(name));
        if (chosen) onSelect(chosen.name);
      }}
    >
      {rungs.map((rung) => (
        <Step key={rung.name} rung={rung} />
      ))}
    </ListBox>
  );
}

function Step({ rung: { name, state, sentence, ms } }: { rung: Rung }) {
  const mark = marks[state];
  const time = ms === null ? "–" : formatDuration(ms);
  return (
    <ListBoxItem
      id={name}
      className={`rung ${state}`}
      textValue={`${rungTitles[name]}, ${state}${sentence === "" ? "" : `: ${plainWords(sentence)}`}`}
    >
      <span className="st">{mark && <Icon of={mark} />}</span>
      <span className="nm">{rungTitles[name]}</span>
      <span className="sr">{state}</span>
      <span className="tx">
        <Words text={sentence} />
      </span>
      <span className="ms">{state === "waiting" || state === "running" ? "" : time}</span>
    </ListBoxItem>
  );
}
