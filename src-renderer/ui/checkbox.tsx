import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox, type CheckboxProps } from "react-aria-components";
import { Icon } from "./icon.tsx";

export function Checkbox({
  children,
  ...rest
}: Omit<CheckboxProps, "className" | "children"> & { children: ReactNode }) {
  return (
    <AriaCheckbox {...rest} className="checkbox">
      <span className="check">
        <Icon of={Check} />
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}
