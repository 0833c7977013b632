import { Switch as AriaSwitch, type SwitchProps } from "react-aria-components";
import type { ReactNode } from "react";

/** An on/off setting that takes effect immediately. */
export function Switch({ children, ...rest }: Omit<SwitchProps, "className" | "children"> & { children: ReactNode }) {
  return (
    <AriaSwitch {...rest} className="switch">
      <span className="track" />
      {children}
    </AriaSwitch>
  );
}
