import { Cookie, Gavel, Grid3x3, KeyRound, Package, Stethoscope, UsersRound, type LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { Connection } from "#shared/connection.ts";
import type { DoctorTool } from "../../state/doctor.ts";
import { BundlePage } from "./bundle-page.tsx";
import { CookiePage } from "./cookie-page.tsx";
import { HeaderCheckPage } from "./header-check-page.tsx";
import { LoginPage } from "./login-page.tsx";
import { MatrixPage } from "./matrix/matrix-page.tsx";
import { NearMissPage } from "./near-miss-page.tsx";
import { LoginComparisonPage } from "./login-comparison-page.tsx";

export interface DoctorPageProps {
  /** Undefined while no connection is in use. */
  readonly connection: Connection | undefined;
}

interface DoctorToolEntry {
  readonly tool: DoctorTool;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Fills the work area, with its own status bar. */
  readonly page: ComponentType<DoctorPageProps>;
}

/** The tools of the Doctor, in the order of the sidebar. A new tool needs an entry here and a name in `DoctorTool`. */
export const doctorTools: readonly DoctorToolEntry[] = [
  { tool: "login", title: "Why a login fails", icon: Stethoscope, page: LoginPage },
  { tool: "cookies", title: "Login or cookie", icon: Cookie, page: CookiePage },
  { tool: "login-comparison", title: "Login comparison", icon: UsersRound, page: LoginComparisonPage },
  { tool: "header-check", title: "Check a pasted header", icon: Gavel, page: HeaderCheckPage },
  { tool: "near-misses", title: "Near misses", icon: KeyRound, page: NearMissPage },
  { tool: "access", title: "Access matrix", icon: Grid3x3, page: MatrixPage },
  { tool: "bundle", title: "Support bundle", icon: Package, page: BundlePage },
];

export function doctorToolTitle(tool: DoctorTool): string {
  return doctorTools.find((entry) => entry.tool === tool)?.title ?? "";
}
