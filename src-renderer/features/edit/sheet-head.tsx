import { X } from "lucide-react";
import type { ReactNode } from "react";
import { closeReview } from "../../state/review.ts";
import { IconButton } from "../../ui/button.tsx";

export function SheetHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header>
      <h2>{title}</h2>
      <span className="grow" />
      {children}
      <IconButton icon={X} size="small" label="Close" keys="Escape" onPress={closeReview} />
    </header>
  );
}
