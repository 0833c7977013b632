import {
  againOf,
  besideOf,
  noteWhereabouts,
  stoodInData,
  stoodInHeading,
  stoodInPassing,
  type Whereabouts,
} from "./focus-whereabouts.ts";

/** The number of earlier focus positions that are remembered. */
const maxRemembered = 12;

/** Where the focus goes after a jump. */
const data = ".respbody [role=grid], .respbody .codeview";

let recent: readonly Whereabouts[] = [];
let lost: Whereabouts | null = null;
let isChecking = false;
/** Stops waiting for loading data; null when not waiting. */
let stopWaiting: (() => void) | null = null;

/**
 * Keeps the focus in the application. A browser moves the focus to the page when the focused element is removed, and
 * users of a keyboard or a screen reader are then at its start. Components move the focus themselves where
 * they know better; this is for everything else.
 */
export function keepFocus(): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  document.addEventListener("focusin", (event) => remember(event.target), { signal });
  document.addEventListener("pointerdown", ({ target }) => readyForKeys(target), { signal, capture: true });
  document.addEventListener("focusout", (event) => leave(event), { signal });
  for (const type of ["keydown", "keyup", "pointerup", "click"] as const) {
    document.addEventListener(type, check, { signal, capture: true });
  }
  return () => {
    stopWaiting?.();
    controller.abort();
  };
}

/** Focuses the target of a jump, or its data once they have loaded. */
export function moveFocusToWork(): void {
  afterTwoFrames(() => {
    if (document.querySelector("[role=dialog], [role=alertdialog]") === null) goToWork();
  });
}

/**
 * A click on a text gives the focus to the part of the window around it. Where that is a pane that scrolls it is the pane
 * itself, so that Page Up and Page Down scroll what was clicked.
 */
function readyForKeys(target: EventTarget | null): void {
  for (let element = target instanceof Element ? target : null; element !== null; element = element.parentElement) {
    if (element.matches("[tabindex], button, input, textarea, select, a")) return;
    const scrolls =
      element.scrollHeight > element.clientHeight && /auto|scroll/u.test(getComputedStyle(element).overflowY);
    if (scrolls && element instanceof HTMLElement) element.tabIndex = -1;
  }
}

function remember(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement) || target === document.body) return;
  lost = noteWhereabouts(target);
  const others = recent.filter(({ element }) => element.deref() !== target);
  recent = [lost, ...others].slice(0, maxRemembered);
}

function leave({ target, relatedTarget }: FocusEvent): void {
  if (relatedTarget !== null) return;
  // An element that is about to be removed is still in the page.
  if (target instanceof HTMLElement && target.isConnected && target !== document.body) lost = noteWhereabouts(target);
  check();
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** The replacement of a removed element may take the focus itself, at the latest in the next frame. */
function check(): void {
  if (isChecking || !isNowhere()) return;
  isChecking = true;
  afterTwoFrames(() => {
    isChecking = false;
    if (isNowhere()) recover();
  });
}

function recover(): void {
  // The heading had the focus in place of loading data.
  if (stopWaiting !== null || (lost !== null && stoodInHeading(lost))) return goToWork();
  for (const place of lost === null ? [] : placesAfter(lost)) if (take(place)) return;
  const dialog = [...document.querySelectorAll<HTMLElement>("[role=dialog], [role=alertdialog]")].at(-1);
  if (dialog === undefined || !take(dialog)) goToWork();
}

/** Candidates for the focus, best first. */
function* placesAfter(gone: Whereabouts): Generator<HTMLElement> {
  yield* againOf(gone);
  if (stoodInData(gone)) return;
  if (!stoodInPassing(gone)) yield* besideOf(gone);
  else for (const before of recent) if (!stoodInPassing(before)) yield* againOf(before);
}

function take(element: HTMLElement): boolean {
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}

/** The data, else the heading of the page until the data are there or the user goes elsewhere. */
function goToWork(): void {
  stopWaiting?.();
  const main = document.querySelector("main");
  if (main === null) return;
  const found = main.querySelector<HTMLElement>(data);
  if (found !== null && take(found)) return;
  const heading = main.querySelector<HTMLElement>("h1[tabindex]") ?? main;
  if (!take(heading)) return;
  const observer = new MutationObserver(() => {
    const here = document.activeElement;
    if (here !== heading && !isNowhere()) return stopWaiting?.();
    const arrived = main.querySelector<HTMLElement>(data);
    if (arrived !== null && take(arrived)) stopWaiting?.();
  });
  const stop = (): void => {
    observer.disconnect();
    for (const type of ["keydown", "pointerdown"] as const) removeEventListener(type, stop, true);
    stopWaiting = null;
  };
  stopWaiting = stop;
  observer.observe(main, { childList: true, subtree: true });
  for (const type of ["keydown", "pointerdown"] as const) addEventListener(type, stop, true);
}

function afterTwoFrames(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}
