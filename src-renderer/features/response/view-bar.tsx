import { memo, type ReactNode } from "react";
import { useCommand } from "../../state/command-bus.ts";
import type { Panel, Place, View } from "../../state/place.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { PanelsMenu } from "./panels-menu.tsx";
import { Tabs } from "../../ui/tabs.tsx";

const views: readonly { readonly id: View; readonly text: string }[] = [
  { id: "table", text: "Table" },
  { id: "json", text: "JSON" },
  { id: "xml", text: "XML" },
  { id: "csv", text: "CSV" },
  { id: "raw", text: "Raw" },
];
const hex = { id: "hex", text: "Hex" } as const;
const panels: readonly { readonly id: Panel; readonly text: string }[] = [
  { id: "headers", text: "Headers" },
  { id: "handshake", text: "Handshake" },
  { id: "docs", text: "Docs" },
  { id: "formats", text: "Formats" },
];

export interface ViewBarProps {
  readonly place: Place;
  readonly view: View;
  /** The bytes are shown, or the body is not text and has no better view. */
  readonly binary: boolean;
  readonly panelId: string;
  /** Tools of the current view, at the right. */
  readonly children: ReactNode;
}

/** Five views of one body, which need no request, then the panels of the exchange and the resource. */
export function ViewBar({ place, view, binary, panelId, children }: ViewBarProps) {
  return (
    <div className="viewbar">
      <ViewSwitch placeKey={place.key} panel={place.panel} view={view} binary={binary} panelId={panelId} />
      <span className="grow" />
      {children}
    </div>
  );
}

type ViewSwitchProps = Pick<ViewBarProps, "view" | "binary" | "panelId"> & {
  readonly placeKey: string;
  readonly panel: Panel | null;
};

/** A component of its own, so moving between records does not render it again. */
const ViewSwitch = memo(function ViewSwitch({ placeKey, panel, view, binary, panelId }: ViewSwitchProps) {
  const change = useWorkspace((state) => state.change);
  const show = (next: View): void => change(placeKey, { view: next, panel: null });
  const open = (next: Panel): void => change(placeKey, { panel: next });
  useCommand("view.table", () => show("table"));
  useCommand("view.json", () => show("json"));
  useCommand("view.xml", () => show("xml"));
  useCommand("view.csv", () => show("csv"));
  useCommand("view.raw", () => show("raw"));
  useCommand("view.hex", () => show("hex"));
  useCommand("view.headers", () => open("headers"));
  useCommand("view.handshake", () => open("handshake"));
  useCommand("view.docs", () => open("docs"));
  useCommand("view.formats", () => open("formats"));
  return (
    <>
      <Segmented
        label="View"
        options={binary ? [...views, hex] : views}
        selected={panel === null ? view : null}
        onSelect={show}
      />
      <span className="vr" />
      <PanelsMenu panel={panel} onData={() => show(view)} onOpen={open} />
      <Tabs label="Documents" tabs={panels} selected={panel} onSelect={open} panelId={panelId} />
    </>
  );
});
