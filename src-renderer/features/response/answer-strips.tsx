import type { Connection } from "#shared/connection.ts";
import type { CsvChoice } from "#shared/csv-choice.ts";
import { everyRecord } from "#shared/every-record.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import type { Place } from "../../state/place.ts";
import { readDocumentAs } from "../../state/read-as.ts";
import { report } from "../../state/report.ts";
import { useNow } from "../../state/clock.ts";
import { leavesOut } from "../../state/since-fetched.ts";
import { useShell } from "../../state/shell.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { moveBaseUrl, switchToHttps } from "../connections/switch-to-https.ts";
import { levelOf } from "../connections/connection-words.ts";
import { askWhy } from "../doctor/login-runs.ts";
import { saveServed } from "../exporting/save.ts";
import { noticesOf, type AnswerNotice, type NoticeAction } from "./answer-notices.ts";
import { stripsOfKept } from "./kept-records.ts";
import { offerHttps } from "./https-offer.ts";
import { NoticeStrips } from "./notice-strips.tsx";
import { rereadCsv } from "./reread-csv.ts";
import { useResource } from "./use-columns.ts";
import { viewOfPlace } from "./shown-exchange.ts";
import { sinceNotice } from "./since-notice.ts";
import { useShowByte } from "./use-show-byte.ts";
import { useSince } from "./use-since.ts";
import { useServerWords } from "./use-server-words.ts";

export interface AnswerStripsProps {
  readonly connection: Connection;
  readonly place: Place;
  readonly exchange: Exchange;
  readonly onOpen: (designator: string) => void;
  readonly onSend: () => void;
}

/** What the user should know about a response before its data, and what can be done about it. */
export function AnswerStrips({ connection, place, exchange, onOpen, onSend }: AnswerStripsProps) {
  const change = useWorkspace((state) => state.change);
  const { resource } = useResource(place.draft.designator);
  const { refused } = place;
  const serverWords = useServerWords(refused?.exchange ?? exchange);
  const now = useNow(20_000);
  const { designator } = exchange.request;
  const since = useSince(connection.connectionId, designator, exchange.startedAt);
  const columns = exchange.document?.table?.columns ?? [];
  const isLeftOut = viewOfPlace(place) === "table" && leavesOut(everyRecord, since.gone, columns);
  const outdated = sinceNotice(since, designator, exchange.startedAt, isLeftOut);
  const showByte = useShowByte(place, exchange.document);
  const readCsvAs = (choice: CsvChoice | null): void => {
    if (exchange.document !== null) report(rereadCsv(place.key, exchange.document, choice));
  };
  const act = (action: NoticeAction, { byteOffset = null, readAs }: AnswerNotice): void => {
    switch (action) {
      case "edit-connection":
        return useShell
          .getState()
          .openDialog({ kind: "connection", connectionId: connection.connectionId, focus: "password" });
      case "why":
        return askWhy(connection, exchange.request.designator);
      case "handshake":
        return change(place.key, { panel: "handshake" });
      case "headers":
        return change(place.key, { panel: "headers" });
      case "raw":
      case "hex":
        return byteOffset === null || showByte === null
          ? change(place.key, { view: action })
          : showByte(byteOffset, action);
      case "read-as":
        if (exchange.document !== null && readAs !== undefined) report(readDocumentAs(exchange.document, readAs));
        return undefined;
      case "save-served":
        if (exchange.document !== null) saveServed(exchange.document, exchange.request.designator);
        return undefined;
      case "show-response":
      case "show-records":
        if (refused === null) return undefined;
        return change(place.key, { view: null, refused: { ...refused, isShown: action === "show-response" } });
      case "send":
        return onSend();
      case "follow":
        if (exchange.redirect?.requestTarget) onOpen(exchange.redirect.requestTarget);
        return undefined;
      case "use-https":
        if (exchange.redirect?.secureOrigin) {
          report(switchToHttps(connection, moveBaseUrl(connection.baseUrl, exchange.redirect.secureOrigin)));
        }
        return undefined;
      case "first-row-header":
      case "first-row-record": {
        const delimiter = exchange.document?.csv?.delimiter ?? "|";
        return readCsvAs({ delimiter, header: action === "first-row-header" });
      }
    }
  };
  const known = { level: levelOf(connection), history: connection.login, now };
  const noticesFor = (said: Exchange, quoted: string | null): AnswerNotice[] =>
    noticesOf(said, resource, known, quoted).map((notice) => offerHttps(notice, said, connection));
  const records = refused === null ? null : place.exchange;
  const notices =
    refused === null || records === null
      ? noticesFor(exchange, serverWords)
      : stripsOfKept(
          { ofRefusal: noticesFor(refused.exchange, serverWords), ofRecords: noticesFor(records, null) },
          { exchange: records, refused, history: connection.login, now },
        );
  const shown = outdated === null ? notices : [...notices, outdated];
  return <NoticeStrips notices={shown} onAction={act} onReadAs={readCsvAs} />;
}
