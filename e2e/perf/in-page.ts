/**
 * Functions that run in the page. Playwright sends their source, so each is self-contained: it uses no imports and
 * only types from its surroundings. No other code of Playwright may run in the page while they measure.
 */

/** Marks the table on screen as the old one and records when a row of the next one has been painted. */
export function awaitFirstRow(): void {
  document.querySelector('[role="grid"]')?.setAttribute("data-old", "");
  const look = (): void => {
    const cell = document.querySelector('[role="grid"]:not([data-old]) [data-row] [role="gridcell"]');
    if (cell === null) {
      requestAnimationFrame(look);
      return;
    }
    // In a task after the frame the row is on screen.
    setTimeout(() => {
      window.firstRowAt = performance.timeOrigin + performance.now();
    });
  };
  window.firstRowAt = undefined;
  requestAnimationFrame(look);
}

/** Whether a row was painted and the table's name contains the number of all records. */
export function isWhole(): boolean {
  const name = document.querySelector('[role="grid"]:not([data-old])')?.getAttribute("aria-label");
  return window.firstRowAt !== undefined && /\d records$/u.test(name ?? "");
}

/** Measures the time from the next click until its result has been painted. */
export function timeNextClick(selector: string): void {
  window.clickTook = undefined;
  const follow = ({ timeStamp }: MouseEvent): void => {
    const look = (): void => {
      if (document.querySelector(selector) === null) {
        requestAnimationFrame(look);
        return;
      }
      setTimeout(() => {
        window.clickTook = performance.now() - timeStamp;
      });
    };
    requestAnimationFrame(look);
  };
  window.addEventListener("click", follow, { capture: true, once: true });
}

/** From now on records the longest block of the page, by a timer and by the browser's own long tasks. */
export function startProbe(): void {
  const every = 5;
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - every);
    last = now;
  }, every);
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  observer.observe({ type: "longtask" });
  window.endProbe = () => {
    clearInterval(timer);
    for (const { duration } of observer.takeRecords()) longest = Math.max(longest, duration);
    observer.disconnect();
    return longest;
  };
}

/** Jumps all over the table and waits for the rows each time. Returns the lengths of all frames. */
export async function jump(times: number): Promise<number[]> {
  const grid = document.querySelector('[role="grid"]');
  if (grid === null) return [];
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const frames: number[] = [];
  // Below the head; the last row may be cut off.
  const rowsInSight = Math.floor((grid.clientHeight - 28) / 28);
  let before = await frame();
  for (let count = 1; count <= times; count += 1) {
    grid.scrollTop = ((count * 7_919) % 9_973) * ((grid.scrollHeight - grid.clientHeight) / 9_973);
    do {
      const now = await frame();
      frames.push(now - before);
      before = now;
    } while (grid.querySelectorAll(".gridrow:not(.waiting)").length < rowsInSight);
  }
  return frames;
}

/** The lengths of idle frames. */
export async function idle(times: number): Promise<number[]> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const frames: number[] = [];
  let before = await frame();
  while (frames.length < times) {
    const now = await frame();
    frames.push(now - before);
    before = now;
  }
  return frames;
}

/** Fetches the list this many times with the connection created last, and closes each body before the next. */
export async function fetchAndClose(times: number): Promise<void> {
  const list = await window.api.listConnections({});
  const connectionId = list.ok ? list.value.at(-1)?.connectionId : undefined;
  if (connectionId === undefined) throw new Error("There is no connection.");
  const request = { connectionId, method: "GET", designator: "contacts", suffix: "json" } as const;
  const rest = { accept: null, contentType: null, headers: [], body: null };
  for (let count = 0; count < times; count += 1) {
    const reply = await window.api.sendRequest({ exchangeId: crypto.randomUUID(), request: { ...request, ...rest } });
    const documentId = reply.ok ? reply.value.document?.documentId : undefined;
    if (documentId === undefined) throw new Error(reply.ok ? "There is no body." : reply.error.message);
    await window.api.closeDocument({ documentId });
  }
}

declare global {
  interface Window {
    firstRowAt: number | undefined;
    clickTook: number | undefined;
    endProbe: () => number;
  }
}
