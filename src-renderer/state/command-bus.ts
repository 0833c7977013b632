import { useEffect, useRef } from "react";
import { create } from "zustand";
import type { CommandId } from "../commands.ts";
import { noCall, type CallCost } from "./call-cost.ts";

/** What a command does now. `notNow`: why it is unavailable at the moment. */
export interface CommandHandler {
  readonly run: () => void;
  readonly notNow?: string | undefined;
  /** The requests it sends when it runs; undefined: none. */
  readonly cost?: CallCost | undefined;
}

interface CommandBus {
  readonly handlers: ReadonlyMap<CommandId, readonly CommandHandler[]>;
}

const useCommandBus = create<CommandBus>()(() => ({ handlers: new Map() }));

/** Runs the command if a mounted component offers it. */
export function runCommand(id: CommandId): void {
  const handler = useCommandBus.getState().handlers.get(id)?.at(-1);
  if (handler && handler.notNow === undefined) handler.run();
}

/** Whether the command is available now. */
export function isOffered(id: CommandId): boolean {
  const handler = useCommandBus.getState().handlers.get(id)?.at(-1);
  return handler !== undefined && handler.notNow === undefined;
}

/** Offers a command while the component is mounted; the one mounted last wins. `cost` is what the command sends. */
export function useCommand(id: CommandId, run: () => void, notNow?: string, cost: CallCost = noCall): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const { least, most } = cost;
  useEffect(() => {
    const handler: CommandHandler = { run: () => latest.current(), notNow, cost: { least, most } };
    useCommandBus.setState(({ handlers }) => ({
      handlers: new Map(handlers).set(id, [...(handlers.get(id) ?? []), handler]),
    }));
    return () => {
      useCommandBus.setState(({ handlers }) => ({
        handlers: new Map(handlers).set(
          id,
          (handlers.get(id) ?? []).filter((each) => each !== handler),
        ),
      }));
    };
  }, [id, notNow, least, most]);
}

/** The commands offered now, with the reason where one is unavailable. */
export function useOfferedCommands(): ReadonlyMap<CommandId, CommandHandler> {
  const handlers = useCommandBus((bus) => bus.handlers);
  const offered = new Map<CommandId, CommandHandler>();
  for (const [id, stack] of handlers) {
    const handler = stack.at(-1);
    if (handler) offered.set(id, handler);
  }
  return offered;
}
