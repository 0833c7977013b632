import { useQuery } from "@tanstack/react-query";
import type { BundlePart, BundlePreview, BundleRequest } from "#shared/bundle.ts";
import type { Connection } from "#shared/connection.ts";
import type { DoctorReport } from "#shared/doctor.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { call } from "../../api.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { useBundleDraft } from "./bundle-draft.ts";
import { useCourt } from "./court-draft.ts";
import { loginRuns } from "./login-runs.ts";
import { useRuling } from "./use-ruling.ts";

export interface Bundle {
  readonly request: BundleRequest;
  /** What can be chosen from, newest first. */
  readonly reports: readonly DoctorReport[];
  readonly exchanges: readonly Exchange[];
  /** Why a part has nothing to it; left out where it has. */
  readonly lacking: Readonly<Partial<Record<BundlePart, string>>>;
  /** Undefined until the main process built the first. */
  readonly preview: BundlePreview | undefined;
  readonly problem: string | null;
}

const mostExchanges = 50;

/** The bundle as it is chosen, built and searched by the main process with every change. */
export function useBundle(connection: Connection): Bundle {
  const { connectionId } = connection;
  const { runId, exchangeId, parts, bare } = useBundleDraft();
  const runs = loginRuns.useRuns((state) => state.reports);
  const history = useWorkspace((state) => state.history);
  const draft = useCourt((court) => court.draft);
  const { ruling: last, current } = useRuling(connection, draft);
  const reports = [...runs.values()].filter((each) => each.connectionId === connectionId).toReversed();
  const exchanges = history
    .map(({ exchange }) => exchange)
    .filter(({ request }) => request.connectionId === connectionId)
    .slice(0, mostExchanges);
  const report = reports.find((each) => each.runId === runId) ?? reports[0] ?? null;
  const exchange = exchanges.find((each) => each.exchangeId === exchangeId) ?? exchanges[0] ?? null;
  const ruling = current && last !== null && last.ticket !== "" ? last : null;
  const request: BundleRequest = { connectionId, parts: [...parts], bare, report, exchange, ruling };
  const { data, error } = useQuery({
    queryKey: ["bundle", connection, report?.runId, exchange?.exchangeId, ruling, request.parts, bare],
    queryFn: () => call("previewBundle", request),
    staleTime: 0,
    gcTime: 0,
  });
  return {
    request,
    reports,
    exchanges,
    lacking: {
      ...(report === null ? { verdict: "This login has not been examined yet." } : {}),
      ...(exchange === null ? { handshake: "No request was sent from Explore in this session." } : {}),
      ...(report === null && exchange === null
        ? { timings: "There is no diagnosis and no request of this session." }
        : {}),
      ...(ruling === null ? { ruling: "No header was pasted." } : {}),
      ...(exchange?.request.body ? {} : { body: "The chosen request has none." }),
    },
    preview: data,
    problem: error === null ? null : error.message,
  };
}
