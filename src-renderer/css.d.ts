import "react";

declare module "react" {
  /** Measures of the shell that components set for their panel. */
  interface CSSProperties {
    "--w-inspector"?: string;
  }
}
