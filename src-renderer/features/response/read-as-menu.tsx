import { ChevronDown } from "lucide-react";
import type { CsvChoice, CsvState } from "#shared/csv-choice.ts";
import { delimiterNames } from "#shared/formats/csv-reading.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem, MenuSection, MenuSeparator } from "../../ui/menu.tsx";

const names = [...delimiterNames].map(([delimiter, name]) => ({ delimiter, name, id: `by ${name}` }));

/** The reading that an entry of the menu represents. */
function choiceOf(id: string, { delimiter, header }: CsvState): CsvChoice | null {
  if (id === "suggested") return null;
  if (id === "header" || id === "record") return { delimiter, header: id === "header" };
  return { delimiter: names.find((each) => each.id === id)?.delimiter ?? delimiter, header };
}

/** Other ways to read CSV: what separates the cells, and what the first row is. */
export function ReadAsMenu({ csv, onChoose }: { csv: CsvState; onChoose: (choice: CsvChoice | null) => void }) {
  return (
    <Menu
      label="Read as"
      placement="bottom end"
      minWidth={230}
      onAction={(id) => onChoose(choiceOf(id, csv))}
      trigger={
        <Button size="small" icon={ChevronDown}>
          Read as…
        </Button>
      }
    >
      <MenuSection title="Cells are separated by">
        {names.map(({ id, name, delimiter }) => (
          <MenuItem key={id} id={id} text={name} {...markOf(delimiter === csv.delimiter)}>
            {name.charAt(0).toUpperCase() + name.slice(1)}
          </MenuItem>
        ))}
      </MenuSection>
      <MenuSeparator />
      <MenuSection title="The first row is">
        <MenuItem id="header" text="A header" {...markOf(csv.header)} />
        <MenuItem id="record" text="A record" {...markOf(!csv.header)} />
      </MenuSection>
      {csv.isChosen && <MenuSeparator />}
      {csv.isChosen && <MenuItem id="suggested" text="As the content suggests" />}
    </Menu>
  );
}

/** How the body is read now. */
function markOf(isNow: boolean) {
  return isNow ? { end: "now" } : {};
}
