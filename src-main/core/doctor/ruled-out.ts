import type { RungName } from "#shared/doctor-names.ts";
import type { Rung, Verdict } from "#shared/doctor.ts";
import type { CaseFacts, Finding } from "./finding.ts";

type Excluded = Verdict["ruledOut"][number];

const proven: ReadonlySet<Finding["code"]> = new Set(["wrong-level", "not-permitted", "valid-agent", "valid-company"]);

/** What cannot be the reason any more, each with what excludes it. At most five, the most asked for first. */
export function ruledOutBy(found: Finding, rungs: readonly Rung[], { questions, designator }: CaseFacts): Excluded[] {
  const passed = (name: RungName): boolean => rungs.some((rung) => rung.name === name && rung.state === "done");
  const open = questions.find(({ status }) => status !== null && status < 300)?.designator ?? designator;
  const excluded: (Excluded | false)[] = [
    proven.has(found.code) && { what: "Wrong password", why: `\`${open}\` answered with it` },
    passed("own-answer") && {
      what: "Broken client",
      why: found.code.startsWith("valid") ? "Our own answer was accepted" : "Our own answer got the same",
    },
    passed("server-verdict") || found.code === "rejected" || found.code === "wrong-level"
      ? { what: "Old nonce", why: "It was issued a moment before" }
      : false,
    passed("without-cookies") && { what: "Session cookie", why: "The same answer without one" },
    found.code.startsWith("rejected") &&
      questions.length > 0 &&
      questions.every(({ status }) => status === 401) && {
        what: "Wrong kind of account",
        why: "The other kind is refused too",
      },
    passed("http") && { what: "Network", why: "The server answered" },
    passed("tls") && { what: "Certificate", why: "It is trusted" },
    passed("first-401") && { what: "Wrong base URL", why: "It asked for a login" },
  ];
  return excluded.filter((each) => each !== false).slice(0, 5);
}
