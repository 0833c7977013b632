import { KeyRound, ShieldCheck } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { useApplication } from "../../query.ts";
import { secretStorageWords } from "../../state/storage-words.ts";
import { Button } from "../../ui/button.tsx";
import { FormRow } from "../../ui/form-row.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PasswordInput } from "./password-input.tsx";

export interface PasswordRowsProps {
  readonly connection: Connection | null;
  readonly focus: boolean;
  readonly inputRef: { current: HTMLInputElement | null };
  readonly onForget: () => void;
}

/** The password goes in and never comes out: a stored one shows as bullets of a fixed number. */
export function PasswordRows({ connection, focus, inputRef, onForget }: PasswordRowsProps) {
  const application = useApplication();
  const storage = application && secretStorageWords(application.secretStorage, application.unsaved);
  const stored = connection?.hasPassword ?? false;
  return (
    <>
      <FormRow
        label="Password"
        {...(connection?.passwordNeeded ? { hint: "The stored password can no longer be read. Enter it again." } : {})}
      >
        <div className="row">
          <span className="grow">
            <PasswordInput focus={focus} inputRef={inputRef} placeholder={stored ? "••••••••••••" : ""} />
          </span>
          {stored && <Button onPress={onForget}>Forget</Button>}
        </div>
      </FormRow>
      {storage && (
        <FormRow label="Kept">
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
