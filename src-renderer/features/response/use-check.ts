import { useQuery } from "@tanstack/react-query";
import type { VerifyPosition, VerifyRequest, VerifyResult } from "#shared/documents.ts";
import { ApiError, call } from "../../api.ts";
import { queryClient } from "../../query.ts";

export type CheckedView = VerifyRequest["as"];

/** What is known so far about whether a view agrees with the bytes. */
export interface Check {
  readonly unit: VerifyResult["unit"];
  readonly compared: number;
  readonly agreeing: number;
  /** Values that can be read in two ways. */
  readonly uncertain: number;
  readonly firstDifference: VerifyResult["firstDifference"];
  /** Records or lines compared, out of the total. */
  readonly done: number;
  readonly total: number;
}

export interface RunningCheck {
  /** null before the first step has returned. */
  readonly check: Check | null;
  readonly state: "running" | "done" | "stopped" | "failed";
  readonly problem: string | null;
  readonly stop: () => void;
  readonly again: () => void;
}

const nothingYet: Omit<Check, "unit"> = {
  compared: 0,
  agreeing: 0,
  uncertain: 0,
  firstDifference: null,
  done: 0,
  total: 0,
};

/** Adds a step to the previous result. */
export function withStep(before: Check | null, step: VerifyResult): Check {
  const { compared, agreeing, uncertain, firstDifference } = before ?? nothingYet;
  return {
    unit: step.unit,
    compared: compared + step.compared,
    agreeing: agreeing + step.agreeing,
    uncertain: uncertain + (step.uncertain ?? 0),
    firstDifference: firstDifference ?? step.firstDifference,
    done: step.done,
    total: step.total,
  };
}

/** Compares a view with the bytes, step by step, and keeps the outcome while the response is open. */
export function useCheck(documentId: string, as: CheckedView): RunningCheck {
  const key = ["verify", documentId, as] as const;
  const progressKey = ["verify-progress", documentId, as] as const;
  const { data, error, fetchStatus, refetch } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      let check: Check | null = null;
      for (let from: VerifyPosition | null = { at: 0, byte: 0 }; from !== null;) {
        const step: VerifyResult = await call("verifyDocument", { documentId, as, from }, signal);
        check = withStep(check, step);
        queryClient.setQueryData(progressKey, check);
        from = step.next;
      }
      return check;
    },
    gcTime: 60_000,
  });
  const { data: progress } = useQuery<Check | null>({
    queryKey: progressKey,
    queryFn: () => null,
    enabled: false,
    gcTime: 60_000,
  });
  const state = fetchStatus === "fetching" ? "running" : error ? failedOrStopped(error) : data ? "done" : "stopped";
  return {
    check: (state === "done" ? data : progress) ?? null,
    state,
    problem: state === "failed" ? (error?.message ?? "") : null,
    stop: () => void queryClient.cancelQueries({ queryKey: key }),
    again: () => void refetch(),
  };
}

function failedOrStopped(error: Error): "failed" | "stopped" {
  return error instanceof ApiError && error.code === "cancelled" ? "stopped" : "failed";
}
