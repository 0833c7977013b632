import { useRef, useState } from "react";
import type { Connection } from "#shared/connection.ts";
import { ApiError, call } from "../../api.ts";
import { connectionChanged } from "../../query.ts";
import { report } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { ModalDialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AccountRows } from "./account-rows.tsx";
import { removeConnection, turnTo } from "./connection-actions.ts";
import { advancedFields, problemsOf, type ConnectionDraft } from "./connection-draft.ts";
import { beginDraft, forgetLeftConnection, leaveConnection } from "./left-connection.ts";
import { AdvancedSettings } from "./advanced-settings.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { LoginTestRow } from "./login-test-row.tsx";
import { saveConnection } from "./save-connection.ts";
import { emptyPassword } from "./password-input.tsx";
import { PasswordRows } from "./password-rows.tsx";
import { visibleValue } from "../../ui/visible-text.tsx";

export interface ConnectionDialogProps {
  /** null: a new one. */
  readonly connection: Connection | null;
  readonly focusPassword: boolean;
  readonly onClose: () => void;
  /** Shows another connection in the dialog, for the copy that Duplicate made. */
  readonly onShow: (connectionId: string) => void;
}

/** Creates and changes a connection. Nothing is stored before Save, except by actions with their own button. */
export function ConnectionDialog({ connection, focusPassword, onClose, onShow }: ConnectionDialogProps) {
  const [draft, setDraft] = useState<ConnectionDraft>(() => beginDraft(connection));
  const passwordInput = useRef<HTMLInputElement | null>(null);
  const [checked, setChecked] = useState(false);
  const [advanced, setAdvanced] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [deleting, setDeleting] = useState(false);
  const [typed, setTyped] = useState(0);
  const practice = connection !== null && connection.practice !== null;
  const problems = problemsOf(draft, practice);
  const showAdvanced = advanced || (checked && advancedFields.some((field) => problems[field] !== undefined));
  const change = (part: Partial<ConnectionDraft>): void => setDraft((before) => ({ ...before, ...part }));

  async function save(): Promise<void> {
    setChecked(true);
    if (Object.keys(problems).length > 0) return;
    try {
      const saved = await saveConnection(connection, draft, passwordInput.current?.value ?? "");
      forgetLeftConnection();
      onClose();
      if (connection === null) turnTo(saved.connectionId);
    } catch (error) {
      setFailure(error instanceof ApiError ? error.message : "It could not be saved.");
    }
  }

  function leave(): void {
    leaveConnection(connection, draft, (passwordInput.current?.value ?? "") !== "");
    onClose();
  }

  /** The name is only for the list, so a login can be tested without one. */
  function canTest(): boolean {
    const { name: _name, ...others } = problems;
    const isReady = Object.keys(others).length === 0;
    if (!isReady) setChecked(true);
    return isReady;
  }

  async function forget(): Promise<void> {
    if (connection) connectionChanged(await call("forgetPassword", { connectionId: connection.connectionId }));
    emptyPassword(passwordInput.current);
  }

  async function duplicate(): Promise<void> {
    if (!connection) return;
    const copy = await call("duplicateConnection", { connectionId: connection.connectionId });
    connectionChanged(copy);
    leaveConnection(connection, draft, (passwordInput.current?.value ?? "") !== "");
    onShow(copy.connectionId);
  }

  return (
    <ModalDialog
      title={connection ? "Edit connection" : "New connection"}
      width={640}
      onClose={leave}
      onSubmit={() => report(save())}
      footer={
        <>
          {connection && (
            <>
              <Button variant="danger-outline" onPress={() => setDeleting(true)}>
                Delete…
              </Button>
              <Button variant="quiet" onPress={() => report(duplicate())}>
                Duplicate
              </Button>
            </>
          )}
          <span className="grow sm ink-3">{connection === null && "Opens read-only"}</span>
          <Button onPress={leave}>Cancel</Button>
          <Button variant="primary" type="submit">
            Save
          </Button>
        </>
      }
      above={
        deleting &&
        connection && (
          <DeleteQuestion
            connection={connection}
            onKeep={() => setDeleting(false)}
            onDelete={() => {
              onClose();
              report(removeConnection(connection.connectionId));
            }}
          />
        )
      }
    >
      <ConnectionForm
        draft={draft}
        problems={checked ? problems : {}}
        practice={practice}
        focusName={!focusPassword}
        onChange={change}
        password={
          <PasswordRows
            connection={connection}
            baseUrl={draft.baseUrl}
            focus={focusPassword}
            inputRef={passwordInput}
            onForget={() => report(forget())}
            onTyped={() => setTyped((count) => count + 1)}
          />
        }
        account={
          <>
            {connection && <AccountRows connection={connection} />}
            <hr className="hrule" />
            <LoginTestRow
              connection={connection}
              draft={draft}
              typed={typed}
              passwordInput={passwordInput}
              check={canTest}
            />
            <AdvancedSettings
              draft={draft}
              problems={checked ? problems : {}}
              isOpen={showAdvanced}
              onToggle={() => setAdvanced(!showAdvanced)}
              onChange={change}
            />
          </>
        }
      />
      {failure !== null && <Notice kind="danger" role="alert" title={failure} />}
    </ModalDialog>
  );
}

function DeleteQuestion(props: { connection: Connection; onKeep: () => void; onDelete: () => void }) {
  return (
    <div className="dialogask" role="alert">
      <span className="grow">
        <b>Delete {visibleValue(props.connection.name)}?</b>{" "}
        <span className="ink-2">Its password and its answers go with it. Nothing on the server changes.</span>
      </span>
      <Button size="small" autoFocus onPress={props.onKeep}>
        Keep
      </Button>
      <Button size="small" variant="danger" onPress={props.onDelete}>
        Delete
      </Button>
    </div>
  );
}
