import { Fragment, type ReactNode } from "react";
import { InvisibleMark } from "../../ui/visible-text.tsx";
import { visibleValue } from "../response/cell-look.tsx";

const lineFeed = <InvisibleMark codePoint={10} count={1} />;

/** A value as it is compared: spaces and invisible characters are shown as marks. */
export function shownValue(value: string | null): ReactNode {
  if (value === null) return <i>not sent</i>;
  if (value === "") return <i>empty</i>;
  const lines = value.split("\n");
  if (lines.length === 1) return visibleValue(value);
  return lines.map((line, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- lines of a text have no name but their place
    <Fragment key={index}>
      {visibleValue(line)}
      {index < lines.length - 1 && (
        <>
          {lineFeed}
          {"\n"}
        </>
      )}
    </Fragment>
  ));
}
