import { Check, Minus, X, type LucideIcon } from "lucide-react";
import { ListBox, ListBoxItem } from "react-aria-components";
import type { DiagnosisStep, StepState } from "#shared/doctor.ts";
import { stepTitles, type StepName } from "#shared/doctor-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { formatDuration } from "../response/format.ts";
import { plainWords, Words } from "./words.tsx";

const marks: Readonly<Partial<Record<StepState, LucideIcon>>> = { done: Check, failed: X, skipped: Minus };

export interface DiagnosisStepsProps {
  readonly steps: readonly DiagnosisStep[];
  readonly selected: StepName;
  readonly onSelect: (name: StepName) => void;
}

/** The steps of a diagnosis. Arrow keys move the selection; the evidence of the selected step is shown beside it. */
export function DiagnosisSteps({ steps, selected, onSelect }: DiagnosisStepsProps) {
  return (
    <ListBox
      className="diagnosissteps"
      aria-label="Steps"
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const chosen = steps.find(({ name }) => keys !== "all" && keys.has(name));
        if (chosen) onSelect(chosen.name);
      }}
    >
      {steps.map((step) => (
        <Step key={step.name} step={step} />
      ))}
    </ListBox>
  );
}

function Step({ step: { name, state, sentence, ms } }: { step: DiagnosisStep }) {
  const mark = marks[state];
  const time = ms === null ? "–" : formatDuration(ms);
  return (
    <ListBoxItem
      id={name}
      className={`diagnosisstep ${state}`}
      textValue={`${stepTitles[name]}, ${state}${sentence === "" ? "" : `: ${plainWords(sentence)}`}`}
    >
      <span className="st">{mark && <Icon of={mark} />}</span>
      <span className="nm">{stepTitles[name]}</span>
      <span className="sr">{state}</span>
      <span className="tx">
        <Words text={sentence} />
      </span>
      <span className="ms">{state === "waiting" || state === "running" ? "" : time}</span>
    </ListBoxItem>
  );
}
