import { useQuery } from "@tanstack/react-query";
import type { BundlePart, BundlePreview, BundleRequest } from "#shared/bundle.ts";
import type { Connection } from "#shared/connection.ts";
import type { DoctorReport } from "#shared/doctor.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { call } from "../../api.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { useBundleDraft } from "./bundle-draft.ts";
import { useHeaderCheck } from "./header-check-draft.ts";
import { loginRuns } from "./login-runs.ts";
import { useHeaderCheckResult } from "./use-header-check-result.ts";

export interface Bundle {
  readonly request: BundleRequest;
  /** What can be selected, newest first. */
  readonly reports: readonly DoctorReport[];
  readonly exchanges: readonly Exchange[];
  /** Why a part has no content; absent where it has some. */
  readonly lacking: Readonly<Partial<Record<BundlePart, string>>>;
  /** Undefined until the main process has built the first bundle. */
  readonly preview: BundlePreview | undefined;
  readonly problem: string | null;
}

const maxExchanges = 50;

/** The bundle as selected; the main process builds and searches it again after every change. */
export function useBundle(connection: Connection): Bundle {
  const { connectionId } = connection;
  const { runId, exchangeId, parts, bare } = useBundleDraft();
  const runs = loginRuns.useRuns((state) => state.reports);
  const history = useWorkspace((state) => state.history);
  const draft = useHeaderCheck((headerChecks) => headerChecks.draft);
  const { headerCheck: last, current } = useHeaderCheckResult(connection, draft);
  const reports = [...runs.values()].filter((each) => each.connectionId === connectionId).toReversed();
  const exchanges = history
    .map(({ exchange }) => exchange)
    .filter(({ request }) => request.connectionId === connectionId)
    .slice(0, maxExchanges);
  const report = reports.find((each) => each.runId === runId) ?? reports[0] ?? null;
  const exchange = exchanges.find((each) => each.exchangeId === exchangeId) ?? exchanges[0] ?? null;
  const headerCheck = current && last !== null && last.ticket !== "" ? last : null;
  const request: BundleRequest = { connectionId, parts: [...parts], bare, report, exchange, headerCheck };
  const { data, error } = useQuery({
    queryKey: ["bundle", connection, report?.runId, exchange?.exchangeId, headerCheck, request.parts, bare],
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
        ? { timings: "No diagnosis was run and no request was sent from Explore in this session." }
        : {}),
      ...(headerCheck === null ? { headerCheck: "No header was pasted." } : {}),
      ...(exchange?.request.body ? {} : { body: "The chosen request has none." }),
    },
    preview: data,
    problem: error === null ? null : error.message,
  };
}
