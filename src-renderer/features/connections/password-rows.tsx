import { KeyRound, ShieldCheck } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { useApplication } from "../../query.ts";
import { report } from "../../state/report.ts";
import { secretStorageWords } from "../../state/storage-words.ts";
import { Button } from "../../ui/button.tsx";
import { FormRow } from "../../ui/form-row.tsx";
import { Notice } from "../../ui/notice.tsx";
import { movePassword } from "./connection-actions.ts";
import { keptPassword } from "./kept-password.ts";
import { PasswordInput } from "./password-input.tsx";

export interface PasswordRowsProps {
  readonly connection: Connection | null;
  /** As typed in the dialog. */
  readonly baseUrl: string;
  readonly focus: boolean;
  readonly inputRef: { current: HTMLInputElement | null };
  readonly onForget: () => void;
  /** Something was typed into the password field, or removed from it. */
  readonly onTyped: () => void;
}

/** A password can be entered but never read back: a stored one shows as a fixed number of bullets. */
export function PasswordRows({ connection, baseUrl, focus, inputRef, onForget, onTyped }: PasswordRowsProps) {
  const application = useApplication();
  const storage = application && secretStorageWords(application.secretStorage, application.unsaved);
  const { isUsed, canForget, canMove, hint } = keptPassword(connection, baseUrl);
  // A window of the main process asks for it, and not every host has one.
  const movable = canMove && application?.capabilities.reveal === true ? connection : null;
  return (
    <>
      <FormRow label="Password" {...(hint === "" ? {} : { hint })}>
        <div className="row top">
          <span className="grow">
            <PasswordInput
              focus={focus}
              inputRef={inputRef}
              placeholder={isUsed ? "••••••••••••" : ""}
              onTyped={onTyped}
            />
          </span>
          {movable && <Button onPress={() => report(movePassword(movable.connectionId))}>Use stored password…</Button>}
          {canForget && <Button onPress={onForget}>Forget</Button>}
        </div>
      </FormRow>
      {storage && (
        <FormRow label="Kept in">
          <Notice
            kind={storage.isKept ? "plain" : "caution"}
            icon={storage.isKept ? ShieldCheck : KeyRound}
            title={storage.title}
          >
            <br />
            {storage.message}
          </Notice>
        </FormRow>
      )}
    </>
  );
}
