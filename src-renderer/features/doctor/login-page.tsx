import { Stethoscope } from "lucide-react";
import { detectLevel } from "../connections/connection-actions.ts";
import { report } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { IdleStatus } from "../shell/idle-status.tsx";
import type { DoctorPageProps } from "./doctor-tools.ts";

/** Finds out why a login fails. */
export function LoginPage({ connection }: DoctorPageProps) {
  return (
    <>
      <div className="bodyrow">
        <section className="work" aria-label="Why a login fails">
          <div className="emptypane">
            <Icon of={Stethoscope} size="l" tone="c-3" />
            <h2>{connection ? `Which kind of account is ${connection.name}?` : "No connection yet"}</h2>
            <p>Two reads decide whether the login is right, and which resources it may use.</p>
            {connection && (
              <Button variant="primary" onPress={() => report(detectLevel(connection.connectionId))}>
                Find out
              </Button>
            )}
            {connection && connection.level.evidence !== "" && <p>{connection.level.evidence}</p>}
          </div>
        </section>
      </div>
      <IdleStatus connection={connection} />
    </>
  );
}
