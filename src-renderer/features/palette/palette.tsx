import { Ban, Search } from "lucide-react";
import { Fragment, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import { commands } from "../../commands.ts";
import { useConnections } from "../../query.ts";
import { runCommand, useOfferedCommands } from "../../state/command-bus.ts";
import { useDoctor } from "../../state/doctor.ts";
import { visit } from "../../state/sending.ts";
import { useShell } from "../../state/shell.ts";
import { currentPlace, useWorkspace } from "../../state/workspace.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { moveFocusToWork } from "../../ui/focus-keeper.ts";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { useFilled } from "../../ui/use-filled.ts";
import { turnTo } from "../connections/connection-actions.ts";
import { makeNew } from "../edit/make-new.ts";
import { atHand, isFetched, showFetched } from "../resources/show-fetched.ts";
import { inSight, paletteSections, type Entry, type EntryAction } from "./entries.ts";
import { useFoundRecords } from "./use-found-records.ts";

export interface PaletteProps {
  readonly connection: Connection | undefined;
  readonly onClose: () => void;
}

/** Every action, resource, connection and recent record, found by a few letters. */
export function Palette({ connection, onClose }: PaletteProps) {
  const [typed, setTyped] = useState("");
  const offered = useOfferedCommands();
  const connections = useConnections() ?? [];
  const recent = useWorkspace((state) => state.recent);
  const filled = useFilled(true);
  const connectionId = connection?.connectionId ?? "";
  const here = useWorkspace((state) => currentPlace(state)?.draft.designator ?? null);
  const exploring = useShell((shell) => shell.page === "explore");
  const found = useFoundRecords(connectionId, typed);
  const all = paletteSections({
    typed,
    offered,
    connection,
    connections,
    recent,
    found,
    here: exploring ? here : null,
    isFetched: (designator) => isFetched(connectionId, designator),
    atHand: (designator) => atHand(connectionId, designator),
  });
  const sections = filled || typed !== "" ? all : inSight(all);
  const entries = new Map(sections.flatMap((section) => section.entries).map((entry) => [entry.id, entry]));

  function choose(id: string): void {
    const entry = entries.get(id);
    if (!entry || entry.off !== undefined) return;
    onClose();
    act(entry.action, connection);
    if (leadsElsewhere(entry.action)) moveFocusToWork();
  }

  return (
    <ModalOverlay className="scrim palscrim" isOpen isDismissable onOpenChange={(open) => open || onClose()}>
      <Modal className="pal">
        <Dialog className="dialog" aria-label="Go to or run">
          <span
            className="contents"
            // A search field clears itself at the first Esc; here Esc closes the palette immediately.
            onKeyDownCapture={(event) => {
              if (event.key !== "Escape") return;
              event.stopPropagation();
              onClose();
            }}
          >
            <Autocomplete inputValue={typed} onInputChange={setTyped}>
              <SearchField className="palin" aria-label="Go to or run" autoFocus>
                <Icon of={Search} tone="c-3" />
                {/* The focus stays here while arrow keys move through the list: a combobox that is always open. */}
                <Input
                  placeholder="Go to or run…"
                  spellCheck={false}
                  // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- Autocomplete adds aria-controls
                  role="combobox"
                  aria-expanded
                  aria-haspopup="listbox"
                />
                <Kbd keys="Escape" />
              </SearchField>
              <ListBox
                className="pallist"
                aria-label="Results"
                onAction={(key) => choose(String(key))}
                renderEmptyState={() => <p className="palempty">Nothing matches “{visibleText(typed)}”.</p>}
              >
                {sections.map(({ title, entries: shown }) => (
                  <ListBoxSection key={title}>
                    <Header>{title}</Header>
                    {shown.map((entry) => (
                      <EntryItem key={entry.id} entry={entry} />
                    ))}
                  </ListBoxSection>
                ))}
              </ListBox>
            </Autocomplete>
          </span>
          <div className="palfoot" aria-hidden="true">
            <span>
              <kbd className="kbd">↑</kbd> <kbd className="kbd">↓</kbd> choose
            </span>
            <span>
              <kbd className="kbd">⏎</kbd> run
            </span>
            <span className="grow" />
            <span>
              <kbd className="kbd">&gt;</kbd> actions only
            </span>
            <span>
              <kbd className="kbd">#</kbd> records only
            </span>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function EntryItem({ entry }: { entry: Entry }) {
  const { id, title, detail, icon, keys, off, cost } = entry;
  const more = off ?? detail;
  const spoken = [title, more, off === undefined ? cost : ""].filter((part) => part !== "").join(", ");
  return (
    <ListBoxItem id={id} className={off === undefined ? "mi pmi" : "mi pmi dis"} textValue={spelledOut(spoken)}>
      <Icon of={icon} />
      <span className="nowrap">
        <Marked text={title} runs={entry.runs} />
      </span>
      <span className="sm ell">{visibleText(more)}</span>
      {off === undefined && <span className="sm cost nowrap">{cost}</span>}
      <span className="grow" />
      {off !== undefined && <Icon of={Ban} size="s" />}
      {off === undefined && keys !== undefined && <Kbd keys={keys} />}
      {off === undefined && keys === undefined && (
        <kbd className="kbd enter" aria-hidden="true">
          ⏎
        </kbd>
      )}
    </ListBoxItem>
  );
}

function Marked({ text, runs }: { text: string; runs: Entry["runs"] }) {
  const pieces: { readonly text: string; readonly marked: boolean }[] = [];
  let from = 0;
  for (const [start, end] of runs) {
    pieces.push({ text: text.slice(from, start), marked: false }, { text: text.slice(start, end), marked: true });
    from = end;
  }
  pieces.push({ text: text.slice(from), marked: false });
  return pieces.map((piece, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- pieces of one text have no identity but their order
    <Fragment key={index}>{piece.marked ? <mark>{visibleText(piece.text)}</mark> : visibleText(piece.text)}</Fragment>
  ));
}

/** Commands that open a dialog or change a setting leave the focus where it was. */
function leadsElsewhere(action: EntryAction): boolean {
  // The form of a new record, and the dialog of members, take the focus themselves.
  if (action.kind === "make") return false;
  return action.kind !== "command" || commands.some(({ id, group }) => id === action.id && group === "Go");
}

function act(action: EntryAction, connection: Connection | undefined): void {
  switch (action.kind) {
    case "command":
      return runCommand(action.id);
    case "turn-to":
      return turnTo(action.connectionId);
    case "find-out":
      useDoctor.getState().choose(action.tool);
      return useShell.getState().show("doctor");
    case "visit":
      if (!connection) return undefined;
      return visit(connection.connectionId, action.designator);
    case "show-record":
      if (!connection) return undefined;
      return showFetched(connection.connectionId, action.collection, action.id);
    case "make":
      return connection && makeNew(connection.connectionId, action.offer);
  }
}
