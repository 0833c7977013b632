import { spelledOut } from "#shared/visible-text.ts";

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null while nobody knows. */
  readonly share: number | null;
}

export function ProgressBar({ label, share }: ProgressBarProps) {
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={spelledOut(label)}
      {...(share === null ? {} : { "aria-valuenow": Math.round(share * 100) })}
    >
      <i style={{ width: `${(share ?? 0) * 100}%` }} />
    </div>
  );
}
