import type { LucideIcon } from "lucide-react";
import { useConnections } from "../../query.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { turnTo } from "../connections/connection-actions.ts";
import { spokenName } from "../connections/connection-words.ts";
import { IdleStatus } from "../shell/idle-status.tsx";
import { visibleValue } from "../../ui/visible-text.tsx";

/** On the first start no connection is in use yet, although some exist. */
export function NoConnection({ icon, question }: { icon: LucideIcon; question: string }) {
  const connections = useConnections() ?? [];
  return (
    <>
      <div className="bodyrow">
        <section className="work" aria-label="No connection in use">
          <EmptyPane icon={icon} title={question}>
            {connections.map((each) => (
              <Button key={each.connectionId} onPress={() => turnTo(each.connectionId)}>
                {visibleValue(spokenName(each))}
              </Button>
            ))}
          </EmptyPane>
        </section>
      </div>
      <IdleStatus connection={undefined} />
    </>
  );
}
