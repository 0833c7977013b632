import { Search, SearchX, UsersRound } from "lucide-react";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { DocumentSummary } from "#shared/documents.ts";
import { everyRecord } from "#shared/every-record.ts";
import { put, useEdits } from "../../state/edits.ts";
import { callsWithLogin, costWords } from "../../state/call-cost.ts";
import { requestKey, type Place } from "../../state/place.ts";
import { report } from "../../state/report.ts";
import { openReview } from "../../state/review.ts";
import { cancel, fetchBeside } from "../../state/sending.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { ModalDialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { collectionsFor } from "../resources/record-name.tsx";
import { useRecordNames } from "../resources/use-record-names.ts";
import { EmptyState } from "../response/empty-state.tsx";
import { formatAmount, formatCount } from "../response/format.ts";
import { useRows } from "../response/use-rows.ts";
import { CandidateList } from "./candidate-list.tsx";
import { beginChanges, forgetLeftMembers, leaveMembers } from "./left-members.ts";
import { MemberSummary } from "./member-summary.tsx";
import {
  changesOf,
  draftIdsOf,
  memberDrafts,
  membershipAt,
  toggleMember,
  type Member,
  type MemberChanges,
  type Membership,
} from "./membership.ts";
import { useMemberIds } from "./use-member-ids.ts";

export interface MemberEditorProps {
  readonly connectionId: string;
  readonly collection: string;
  readonly onClose: () => void;
}

/** The members of a group or a list: chosen from all candidates, shown as additions and removals. */
export function MemberEditor({ connectionId, collection, onClose }: MemberEditorProps) {
  const membership = useMemo(() => membershipAt(connectionId, collection), [connectionId, collection]);
  return membership && <Editor membership={membership} onClose={onClose} />;
}

interface EditorProps {
  readonly membership: Membership;
  readonly onClose: () => void;
}

function Editor({ membership, onClose }: EditorProps) {
  const { connectionId } = membership;
  const [before] = useState(() => changesOf(membership, useEdits.getState().drafts.values()));
  const [changes, setChanges] = useState<MemberChanges>(() => beginChanges(membership, before));
  const members = useMemberIds(membership);
  const name = useOwnerName(membership);
  const { candidates } = membership;
  // Opening the editor fetches the candidates once, because they are needed to choose members.
  useEffect(() => {
    const key = requestKey(connectionId, "GET", candidates.path);
    const place = useWorkspace.getState().places.get(key);
    const isTried =
      place !== undefined && (place.exchange !== null || place.running !== null || place.problem !== null);
    if (!isTried) fetchBeside(connectionId, candidates.path);
  }, [connectionId, candidates.path]);
  const count = changes.added.size + changes.removed.size;
  const toggle = (member: Member, isMember: boolean): void =>
    setChanges((known) => toggleMember(known, member, isMember));

  function leave(): void {
    leaveMembers(membership, before, changes);
    onClose();
  }

  function review(): void {
    forgetLeftMembers();
    put(memberDrafts(membership, before, changes));
    onClose();
    if (count > 0) {
      report(openReview({ kind: "drafts", connectionId, draftIds: draftIdsOf(membership, changes) }));
    }
  }

  const isChanged = count > 0 || before.added.size + before.removed.size > 0;
  return (
    <ModalDialog
      title={`Members of ${name}`}
      width={780}
      onClose={leave}
      footer={
        <>
          <span className="sm ink-2" role="status">
            {members === undefined ? "" : memberSentence(members.size, changes)}
          </span>
          <span className="grow" />
          <Button onPress={leave}>Cancel</Button>
          <Button variant="primary" notNow={isChanged ? undefined : "Nothing was changed."} onPress={review}>
            {count === 0 ? "Review" : `Review ${formatAmount(count, "change")}`}
          </Button>
        </>
      }
    >
      <div className="members">
        <Candidates membership={membership} members={members} changes={changes} onToggle={toggle} />
        <MemberSummary changes={changes} onPutBack={toggle} />
      </div>
    </ModalDialog>
  );
}

/** `12 members now, 15 after` */
function memberSentence(now: number, { added, removed }: MemberChanges): string {
  const after = now + added.size - removed.size;
  return after === now && added.size === 0
    ? formatAmount(now, "member")
    : `${formatAmount(now, "member")} now, ${formatCount(after)} after`;
}

/** The name of the group or list, where it was fetched; else its designator. */
function useOwnerName({ connectionId, owner }: Membership): string {
  const name = useRecordNames(connectionId, collectionsFor(owner))(owner);
  return name.state === "known" ? name.title : owner;
}

interface CandidatesProps {
  readonly membership: Membership;
  readonly members: ReadonlySet<string> | undefined;
  readonly changes: MemberChanges;
  readonly onToggle: (member: Member, isMember: boolean) => void;
}

function Candidates(props: CandidatesProps) {
  const { connectionId, collection, candidates } = props.membership;
  const people = useWorkspace((state) => state.places.get(requestKey(connectionId, "GET", candidates.path)));
  const list = useWorkspace((state) => state.places.get(requestKey(connectionId, "GET", collection)));
  const document = people?.exchange?.status === 200 ? people.exchange.document : null;
  if (document !== null && document.table !== null && props.members !== undefined) {
    return <Pick {...props} members={props.members} document={document} columns={document.table.columns} />;
  }
  // The list of members is fetched first, because without it no candidate can be marked as a member.
  const isListFetched = list?.exchange?.status === 200 || list?.exchange?.status === 204;
  return isListFetched ? (
    <Missing connectionId={connectionId} designator={candidates.path} what={candidates.path} place={people}>
      Members are picked from all {candidates.path}.
    </Missing>
  ) : (
    <Missing connectionId={connectionId} designator={collection} what="members" place={list}>
      Who belongs to it already is needed first.
    </Missing>
  );
}

interface MissingProps {
  readonly connectionId: string;
  readonly designator: string;
  /** What the designator returns, in the plural: `agents`. */
  readonly what: string;
  readonly place: Place | undefined;
  readonly children: ReactNode;
}

/** Something that is needed to choose members and was not fetched yet. */
function Missing({ connectionId, designator, what, place, children }: MissingProps) {
  if (place?.running) {
    return (
      <EmptyState
        icon={UsersRound}
        title={`Fetching ${what}`}
        action={<Button onPress={() => cancel(place.key)}>Cancel</Button>}
      >
        {children}
      </EmptyState>
    );
  }
  const failed = place?.problem?.message ?? place?.exchange?.failure?.message;
  const status = place?.exchange?.status ?? null;
  return (
    <EmptyState
      icon={UsersRound}
      title={failed ?? (status === null ? `The ${what} were not fetched yet` : `No list came: ${String(status)}`)}
      action={
        <Button variant="primary" onPress={() => fetchBeside(connectionId, designator)}>
          Fetch {what}
        </Button>
      }
    >
      {children} Fetching them is {costWords(callsWithLogin(1))}.
    </EmptyState>
  );
}

interface PickProps extends CandidatesProps {
  readonly members: ReadonlySet<string>;
  readonly document: DocumentSummary;
  readonly columns: readonly string[];
}

function Pick({ membership, members, changes, onToggle, document, columns }: PickProps) {
  const { candidates, idField } = membership;
  const [search, setSearch] = useState("");
  const query = useMemo(() => ({ ...everyRecord, search: search.trim() }), [search]);
  const rows = useRows(document.documentId, query, document.table?.recordCount ?? 0);
  const nobody = rows.matched === 0 && !rows.stale;
  return (
    <div className="mempick">
      <TextField
        label={`Find in ${candidates.path}`}
        hideLabel
        icon={Search}
        placeholder="Find by name, e-mail or id"
        autoFocus
        value={search}
        onChange={setSearch}
      />
      {nobody ? (
        <EmptyState icon={SearchX} title={`Nothing matches “${search}”`}>
          Searched {formatAmount(document.table?.recordCount ?? 0, "record")}.
        </EmptyState>
      ) : (
        <CandidateList
          label={candidates.path}
          resource={candidates}
          idField={idField}
          columns={columns}
          rows={rows}
          stateOf={(id) => {
            const isMember = members.has(id);
            return { isMember, isChosen: isMember ? !changes.removed.has(id) : changes.added.has(id) };
          }}
          onToggle={(member) => onToggle(member, members.has(member.id))}
        />
      )}
    </div>
  );
}
