import { ArrowLeftRight } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { useConnections } from "../../query.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { turnTo } from "../connections/connection-actions.ts";
import { spokenName } from "../connections/connection-words.ts";
import { RunButton, type RunButtonProps } from "./run-button.tsx";
import { testedResources } from "./tested-resources.ts";
import { chooseRight, swapSides } from "./login-comparison-runs.ts";

export interface LoginComparisonLineProps extends RunButtonProps {
  readonly left: Connection;
  /** Undefined while there is no second connection. */
  readonly right: Connection | undefined;
  readonly others: readonly Connection[];
  readonly designator: string;
  readonly onDesignator: (designator: string) => void;
}

/** Which logins are compared, and with which resource. The left one is the connection in use. */
export function LoginComparisonLine({
  left,
  right,
  others,
  designator,
  onDesignator,
  ...run
}: LoginComparisonLineProps) {
  const connections = useConnections() ?? [];
  function swap(): void {
    if (!right) return;
    // Otherwise the default resource of the other kind of account would be requested.
    onDesignator(designator);
    swapSides(left.connectionId);
    turnTo(right.connectionId);
  }
  return (
    <div className="reqline testline comparisonline">
      <Choice
        label="Resource to compare"
        options={testedResources(designator)}
        selected={designator}
        onSelect={onDesignator}
      />
      <span className="ink-2 nowrap">with</span>
      <Choice
        label="Left connection"
        options={connections.map(optionOf)}
        selected={left.connectionId}
        onSelect={(chosen) => {
          if (chosen === right?.connectionId) swap();
          else turnTo(chosen);
        }}
      />
      {right && (
        <>
          <Button icon={ArrowLeftRight} aria-label="Swap the sides" onPress={swap}>
            Swap
          </Button>
          <Choice
            label="Right connection"
            options={others.map(optionOf)}
            selected={right.connectionId}
            onSelect={chooseRight}
          />
        </>
      )}
      <span className="grow" />
      <RunButton {...run} />
    </div>
  );
}

function optionOf(connection: Connection): { readonly id: string; readonly text: string } {
  return { id: connection.connectionId, text: spokenName(connection) };
}
