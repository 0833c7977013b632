import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { settleFocus, type LostFocus } from "./focus-record.ts";

/**
 * How long an action may take, milliseconds. Playwright's own 30 seconds are not enough for a click while two busy
 * processors index 600 MB; a longer wait still means that something hangs.
 */
export const patience = 120_000;

/** One running application, whichever host it is. */
export interface RunningHost {
  readonly page: Page;
  /** Steps so far after which the focus was on the page itself. */
  readonly lostFocus: readonly LostFocus[];
  /** Of the main process. */
  readonly pid: number;
  /** Everything that the main process wrote to standard output and standard error. */
  output(): string;
  close(): Promise<void>;
  /** Ends the main process as a crash does, without notifying it. */
  kill(): Promise<void>;
  /** The handle of Electron's main process; undefined on the browser host. */
  readonly electron: ElectronApplication | undefined;
  /** Origin of the browser host; undefined in Electron. */
  readonly origin: string | undefined;
}

/** The application under test: a host with a data folder of its own, which survives `restart`. */
export class App {
  readonly dataFolder: string;
  readonly #launch: (dataFolder: string) => Promise<RunningHost>;
  #host: RunningHost;
  #earlierOutput = "";
  #earlierLostFocus: readonly LostFocus[] = [];

  private constructor(dataFolder: string, launch: (dataFolder: string) => Promise<RunningHost>, host: RunningHost) {
    this.dataFolder = dataFolder;
    this.#launch = launch;
    this.#host = host;
  }

  static async open(dataFolder: string, launch: (dataFolder: string) => Promise<RunningHost>): Promise<App> {
    return new App(dataFolder, launch, await launch(dataFolder));
  }

  /** The window, or the tab. Another one after a restart. */
  get page(): Page {
    return this.#host.page;
  }

  get electron(): ElectronApplication | undefined {
    return this.#host.electron;
  }

  get origin(): string | undefined {
    return this.#host.origin;
  }

  /** Process id of the main process. */
  get pid(): number {
    return this.#host.pid;
  }

  /** What the main process printed, over all starts. */
  get output(): string {
    return this.#earlierOutput + this.#host.output();
  }

  /** Steps after which the focus was on the page itself, over all starts. */
  async lostFocus(): Promise<readonly LostFocus[]> {
    // A page that is gone or that the journey has left has no focus to wait for.
    await settleFocus(this.page).catch(() => undefined);
    return [...this.#earlierLostFocus, ...this.#host.lostFocus];
  }

  /** Ends the application and starts it again on the same data folder. */
  async restart(): Promise<void> {
    await this.close();
    await this.#start();
  }

  /** The same after a kill -9. */
  async crash(): Promise<void> {
    await this.#host.kill();
    await this.#start();
  }

  async #start(): Promise<void> {
    this.#earlierOutput += this.#host.output();
    this.#earlierLostFocus = [...this.#earlierLostFocus, ...this.#host.lostFocus];
    this.#host = await this.#launch(this.dataFolder);
  }

  close(): Promise<void> {
    return this.#host.close();
  }

  /** The log file of the application; empty when nothing was logged. */
  readLog(): Promise<string> {
    return readFile(join(this.dataFolder, "logs", "explorer.log"), "utf8").catch(() => "");
  }
}
