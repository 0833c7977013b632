import { TriangleAlert } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import type { ResourcePath } from "#shared/rezora/catalog.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { recordsWithEmail, type IndexedRecord } from "../resources/record-index.ts";
import { showFetched } from "../resources/show-fetched.ts";
import { useNameSources } from "../resources/use-record-names.ts";
import { formatCount } from "../response/format.ts";
import type { EditTarget } from "./edit-target.ts";

interface SameEmailProps {
  readonly target: EditTarget;
  readonly email: string;
}

/** Warns that a fetched record has the same e-mail address; the API may accept it nevertheless. */
export function SameEmail({ target: { connectionId, resource }, email }: SameEmailProps) {
  const wanted = useMemo((): readonly ResourcePath[] => [resource.path], [resource]);
  const sources = useNameSources(connectionId, wanted);
  const asked = useDeferredValue(email);
  const same = useMemo(() => {
    const found = new Map<string, IndexedRecord>();
    for (const { index } of sources) {
      for (const record of index === undefined ? [] : recordsWithEmail(index, asked)) found.set(record.id, record);
    }
    return [...found.values()];
  }, [sources, asked]);
  const [first] = same;
  if (first === undefined) return null;
  const name = first.title ?? first.id;
  return (
    <span className="msg c-caution" role="status">
      <Icon of={TriangleAlert} size="s" />
      <span className="ell">
        Same address as{" "}
        <LinkButton onPress={() => showFetched(connectionId, resource.path, first.id)}>{visibleText(name)}</LinkButton>
        {same.length > 1 && ` and ${formatCount(same.length - 1)} more`}
      </span>
    </span>
  );
}
