import type { ReactNode } from "react";

/** A line of a form: its label at the left, the controls at the right. The controls have their own accessible names. */
export function FormRow({ label, children, hint }: { label: string; children: ReactNode; hint?: ReactNode }) {
  return (
    <div className="frow">
      <span className="fl" aria-hidden="true">
        {label}
      </span>
      <div className="fc">
        {children}
        {hint !== undefined && <div className="fn">{hint}</div>}
      </div>
    </div>
  );
}
