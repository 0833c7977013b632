import { useEffect, useRef } from "react";
import { create } from "zustand";
import type { CommandId } from "../commands.ts";
import { noCall, type CallCost } from "./call-cost.ts";

/** What a command does now. `notNow` says why it does nothing at the moment. */
export interface CommandHandler {
  readonly run: () => void;
  readonly notNow?: string | undefined;
  /** What it sends when it runs; undefined: nothing. */
  readonly cost?: CallCost | undefined;
}

interface CommandBus {
  readonly handlers: ReadonlyMap<CommandId, readonly CommandHandler[]>;
}

const useCommandBus = create<CommandBus>()(() => ({ handlers: new Map() }));

/** Runs it, unless nobody on screen offers it now. */
export function runCommand(id: CommandId): void {
  const handler = useCommandBus.getState().handlers.get(id)?.at(-1);
  if (handler && handler.notNow === undefined) handler.run();
}

/** Whether it would do something now. */
export function isOffered(id: CommandId): boolean {
  const handler = useCommandBus.getState().handlers.get(id)?.at(-1);
  return handler !== undefined && handler.notNow === undefined;
}

/** Offers a command as long as the component is there; the one mounted last wins. `cost` is what it sends. */
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

/** The commands offered now, with the reason where one is not of use. */
export function useOfferedCommands(): ReadonlyMap<CommandId, CommandHandler> {
  const handlers = useCommandBus((bus) => bus.handlers);
  const offered = new Map<CommandId, CommandHandler>();
  for (const [id, stack] of handlers) {
    const handler = stack.at(-1);
    if (handler) offered.set(id, handler);
  }
  return offered;
}
