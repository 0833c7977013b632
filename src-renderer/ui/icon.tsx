import type { LucideIcon } from "lucide-react";

/** 16 px by default; `s` 14, `xs` 12, `l` 20. Decorative: the control around it has the name. */
export function Icon({ of: Shape, size, tone }: { of: LucideIcon; size?: "s" | "xs" | "l"; tone?: string }) {
  return <Shape className={["i", size, tone].filter(Boolean).join(" ")} aria-hidden="true" focusable="false" />;
}
