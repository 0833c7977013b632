/**
 * Where the focus was: an element and its surroundings. They are recorded while the element is in the page, since
 * its position cannot be determined afterwards. Removed elements can still be garbage-collected.
 */
export interface Whereabouts {
  readonly element: WeakRef<HTMLElement>;
  readonly names: readonly string[];
  /** From the element outwards. */
  readonly steps: readonly Step[];
}

interface Step {
  readonly child: WeakRef<Element>;
  readonly parent: WeakRef<Element>;
  readonly following: readonly WeakRef<Element>[];
  readonly preceding: readonly WeakRef<Element>[];
  readonly isRegion: boolean;
  readonly isPassing: boolean;
  readonly isData: boolean;
}

/** What Tab reaches, and the items of a tree, of which Tab reaches one. */
const tabbable = ["a[href]", "button", "input", "select", "textarea", "[tabindex]"]
  .map((kind) => `${kind}:not([tabindex="-1"]):not(:disabled)`)
  .concat("[role=treeitem]")
  .join(", ");

/** Parts of the window that the focus does not leave while there is something to reach in them. */
const region =
  "main, aside, nav, section[aria-label], [role=dialog], [role=alertdialog], [role=tabpanel], [role=tree], .viewbar, .reqline";

/** What comes and goes over or between the rest of the window; after it the work goes on where it was before. */
const passing =
  "[role=dialog], [role=alertdialog], [role=status], [role=alert], [role=search], [role=menu], aside.sheet, .pop, .toasts, .toast, .notice, .writebanner";

const wholes = "body, #root, .window, main";

/** Elements that show a response and are rebuilt for another one. */
const data = ".respbody [role=grid], .respbody .codeview";

/** The number of siblings recorded on either side. */
const maxSiblings = 3;

export function noteWhereabouts(element: HTMLElement): Whereabouts {
  const steps: Step[] = [];
  for (let child: Element = element; child.parentElement !== null && child !== document.body;) {
    const parent: Element = child.parentElement;
    const siblings = parent === document.body ? [] : [...parent.children];
    const index = siblings.indexOf(child);
    steps.push({
      child: new WeakRef(child),
      parent: new WeakRef(parent),
      following: siblings.slice(index + 1, index + 1 + maxSiblings).map(weak),
      preceding: siblings
        .slice(Math.max(0, index - maxSiblings), Math.max(0, index))
        .toReversed()
        .map(weak),
      isRegion: child.matches(region),
      isPassing: child.matches(passing),
      isData: child.matches(data),
    });
    child = parent;
  }
  return { element: new WeakRef(element), names: namesOf(element), steps };
}

function weak(element: Element): WeakRef<Element> {
  return new WeakRef(element);
}

/** Whether it is in the page, visible and not covered by a modal dialog. */
export function isReachable(element: HTMLElement): boolean {
  return (
    element.isConnected &&
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest("[inert], [aria-hidden=true]") === null &&
    !element.matches(":disabled")
  );
}

/** Whether it stood in something that comes and goes, and that is gone. */
export function stoodInPassing({ steps }: Whereabouts): boolean {
  return steps.some((step) => step.isPassing && isGone(step.child));
}

/** Whether it was the data of a response that are gone. */
export function stoodInData({ steps }: Whereabouts): boolean {
  return steps.some((step) => step.isData && isGone(step.child));
}

/** Whether it was the heading of a page that is gone. */
export function stoodInHeading({ element, names }: Whereabouts): boolean {
  return isGone(element) && names.some((name) => name.startsWith("H1 "));
}

function isGone(element: WeakRef<Element>): boolean {
  return element.deref()?.isConnected !== true;
}

/** The same element, or the same control made anew; in a message that is gone, that of another one. */
export function* againOf({ element, names, steps }: Whereabouts): Generator<HTMLElement> {
  const same = element.deref();
  if (same !== undefined && isReachable(same)) yield same;
  const [key = ""] = names;
  if (key.startsWith("key ")) {
    for (const each of document.querySelectorAll<HTMLElement>("[data-focus-key]")) {
      if (namesOf(each)[0] === key && isReachable(each)) yield each;
    }
  }
  const left = steps.find(({ parent }) => !isGone(parent))?.parent.deref();
  if (left === undefined || left.matches(wholes)) return;
  for (const each of reachableIn(left)) {
    if (namesOf(each).some((name) => names.includes(name))) yield each;
  }
}

/** What stood beside it, within the part of the window that it was in. Nothing when that part went as a whole. */
export function* besideOf({ steps }: Whereabouts): Generator<HTMLElement> {
  const from = steps.findIndex(({ parent }) => !isGone(parent));
  // Most of the page went: what is left of it around there is not where the work goes on.
  if (steps[from]?.parent.deref()?.matches(wholes) === true) return;
  if (from === -1 || steps.slice(0, from + 1).some(({ isRegion, child }) => isRegion && isGone(child))) return;
  for (const { child, following, preceding } of steps.slice(from)) {
    for (const sibling of following) yield* reachableIn(sibling.deref());
    for (const sibling of preceding) yield* reachableIn(sibling.deref()).toReversed();
    if (child.deref()?.matches(region) === true) return;
  }
}

function reachableIn(element: Element | undefined): HTMLElement[] {
  if (element === undefined) return [];
  const all = [...element.querySelectorAll<HTMLElement>(tabbable)].filter(isReachable);
  return element instanceof HTMLElement && element.matches(tabbable) && isReachable(element) ? [element, ...all] : all;
}

/** How an element is recognised after it was rebuilt; its own key comes first. */
function namesOf(element: HTMLElement): string[] {
  const { focusKey, item } = element.dataset;
  const spoken = element.getAttribute("aria-label") ?? element.textContent.slice(0, 80);
  const kind = `${element.tagName} ${element.getAttribute("role") ?? ""}`;
  return [
    ...(focusKey === undefined ? [] : [`key ${focusKey}`]),
    ...(item === undefined ? [] : [`item ${item}`]),
    ...(spoken === "" ? [] : [`${kind} ${spoken}`]),
  ];
}
