import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { HeadLines } from "#shared/doctor.ts";
import { visibleText } from "../../ui/visible-text.tsx";

/** Headers that are irrelevant for a login are folded, unless they decided the verdict. */
const telling =
  /^(authorization|www-authenticate|authentication-info|location|retry-after|server|set-cookie|cookie|content-type)$/iu;

/** One head as it was on the wire. */
export function Head({ title, lines: { note, start, headers, decisive } }: { title: string; lines: HeadLines }) {
  const [all, setAll] = useState(false);
  const told = headers.filter(([name]) => telling.test(name) || decisive.includes(name.toLowerCase()));
  const shown = all ? headers : told;
  const folded = headers.length - shown.length;
  return (
    <div>
      <div className="caprow">
        <span>{title}</span>
        <span className="mono">{note}</span>
      </div>
      <div className="code">
        {decisive.includes("start") ? <mark>{visibleText(start)}</mark> : visibleText(start)}
        {shown.map(([name, value], index) => (
          <HeaderLine
            // oxlint-disable-next-line react/no-array-index-key -- lines of one head are identified by their order
            key={index}
            name={name}
            value={value}
            decisive={decisive.includes(name.toLowerCase())}
          />
        ))}
        {folded > 0 && (
          <>
            {" "}
            <AriaButton className="foldchip" aria-label={`Show ${folded} more headers`} onPress={() => setAll(true)}>
              {folded} more
            </AriaButton>
          </>
        )}
      </div>
    </div>
  );
}

function HeaderLine({ name, value, decisive }: { name: string; value: string; decisive: boolean }) {
  const line = (
    <>
      <span className="k">{visibleText(name)}</span>
      <span className="p">:</span> {visibleText(value)}
    </>
  );
  return (
    <>
      {"\n"}
      {decisive ? <mark>{line}</mark> : line}
    </>
  );
}
