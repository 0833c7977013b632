import { usePracticeFaults } from "../../query.ts";
import { Choice } from "../../ui/choice.tsx";
import { FormRow } from "../../ui/form-row.tsx";

const groups = [
  { id: "network", title: "On the way" },
  { id: "login", title: "In the login" },
  { id: "answer", title: "In the answer" },
] as const;
const none = "none";

/** Makes a practice connection fail on purpose, to show what a fault looks like. */
export function PracticeFaultRow({
  fault,
  onChoose,
}: {
  fault: string | null;
  onChoose: (fault: string | null) => void;
}) {
  const faults = usePracticeFaults() ?? [];
  return (
    <FormRow label="Practice faults" hint="Makes the practice server do something wrong on this connection only.">
      <div className="wholechoice">
        <Choice
          label="Practice faults"
          groups={groups}
          options={[
            { id: none, text: "None" },
            ...faults.map(({ name, group, summary }) => ({ id: name, text: `${name}: ${summary}`, group })),
          ]}
          selected={fault ?? none}
          onSelect={(id) => onChoose(id === none ? null : id)}
        />
      </div>
    </FormRow>
  );
}
