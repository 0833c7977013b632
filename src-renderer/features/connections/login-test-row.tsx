import { useEffect, useRef, useState } from "react";
import type { Connection } from "#shared/connection.ts";
import type { LoginTest } from "#shared/login-test.ts";
import type { FailureCode } from "#shared/reply.ts";
import { ApiError, call } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { FormRow } from "../../ui/form-row.tsx";
import { LevelBadge } from "../../ui/level-badge.tsx";
import { Notice } from "../../ui/notice.tsx";
import { inputOf, type ConnectionDraft } from "./connection-draft.ts";
import { edgesOf, type Edges } from "./edge-spaces.ts";
import { loginTestWords, untestedWords, type LoginTestWords } from "./login-test-words.ts";

export interface LoginTestRowProps {
  readonly connection: Connection | null;
  readonly draft: ConnectionDraft;
  /** Counts changes of the password field, because a result holds only for what was tested. */
  readonly typed: number;
  readonly passwordInput: { current: HTMLInputElement | null };
  /** Validates the fields; false where something has to be corrected first. */
  readonly check: () => boolean;
}

type State =
  | { readonly step: "running" }
  | { readonly step: "tested"; readonly test: LoginTest; readonly edges: Edges }
  | { readonly step: "untested"; readonly code: FailureCode; readonly message: string };

/** Tries the login as typed, and shows the result here. Nothing of it is saved. */
export function LoginTestRow({ connection, draft, typed, passwordInput, check }: LoginTestRowProps) {
  const login = JSON.stringify([
    draft.baseUrl,
    draft.apiVersion,
    draft.userName,
    draft.quoteQop,
    draft.extendedUserName,
    draft.latin1Login,
    connection?.connectionId,
    connection?.hasPassword,
    connection?.practiceFault,
    typed,
  ]);
  const [shown, setShown] = useState<{ readonly login: string; readonly state: State } | null>(null);
  const controller = useRef<AbortController | null>(null);
  const state = shown?.login === login ? shown.state : null;
  // Changing what is tested cancels the test, and so does closing the dialog.
  useEffect(() => () => controller.current?.abort(), [login]);

  async function run(agreed: FailureCode | null): Promise<void> {
    if (!check()) return;
    const password = passwordInput.current?.value ?? "";
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const show = (next: State | null): void => {
      if (controller.current === own) setShown(next && { login, state: next });
    };
    show({ step: "running" });
    try {
      const request = {
        connectionId: connection?.connectionId ?? null,
        input: { ...inputOf(draft), name: draft.name.trim() === "" ? "Untitled" : draft.name.trim() },
        // As in saving: an empty field means no password.
        password: password === "" ? null : password,
        unencryptedAcknowledged:
          agreed !== null || (connection?.unencryptedAcknowledged === true && connection.baseUrl === draft.baseUrl),
        linkLocalAcknowledged:
          agreed === "link-local-not-acknowledged" ||
          (connection?.linkLocalAcknowledged === true && connection.baseUrl === draft.baseUrl),
      };
      const test = await call("testLogin", request, own.signal);
      show({ step: "tested", test, edges: edgesOf(password) });
    } catch (error) {
      const isCancelled = error instanceof ApiError && error.code === "cancelled";
      if (isCancelled) return show(null);
      const code = error instanceof ApiError ? error.code : "internal";
      show({ step: "untested", code, message: error instanceof Error ? error.message : "It could not be tested." });
    }
  }

  const isRunning = state?.step === "running";
  const words = state?.step === "untested" ? untestedWords(state.code, state.message) : null;
  const agreed = words?.again === "Test anyway" && state?.step === "untested" ? state.code : null;
  const tested = state?.step === "tested" ? loginTestWords(state.test, state.edges) : null;
  return (
    <FormRow label="Test" {...(tested === null ? {} : { hint: tested.hint })}>
      <div className="row top">
        <div className="grow" role="status">
          <Message state={state} tested={tested} />
        </div>
        {/* One button in every state, so the focus stays where it is. */}
        <Button onPress={() => (isRunning ? controller.current?.abort() : void run(agreed))}>
          {isRunning ? "Cancel" : state === null ? "Test the login" : (words?.again ?? "Test again")}
        </Button>
      </div>
    </FormRow>
  );
}

function Message({ state, tested }: { readonly state: State | null; readonly tested: LoginTestWords | null }) {
  if (state === null) return <Plain>Tests what is typed by reading at most two resources. Nothing is saved.</Plain>;
  if (state.step === "running") return <Plain>Testing the login…</Plain>;
  if (state.step === "untested") {
    return (
      <Notice kind="caution" title={untestedWords(state.code, state.message).title}>
        It was not tested.
      </Notice>
    );
  }
  if (tested === null) return null;
  const { level } = state.test.found;
  return (
    <Notice kind={tested.kind} title={tested.title} action={tested.kind === "ok" && <LevelBadge level={level} />}>
      <span className="nowrap">{tested.cost}</span>
    </Notice>
  );
}

function Plain({ children }: { readonly children: string }) {
  return <span className="sm ink-3 beside">{children}</span>;
}
