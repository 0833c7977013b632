import type { Api } from "#shared/contract.ts";

declare global {
  interface Window {
    readonly api: Api;
  }
}
