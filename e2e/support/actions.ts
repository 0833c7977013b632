import type { Page } from "@playwright/test";

interface CountedWindow {
  countedActions?: number;
}

/** The actions of a user in a page, counted by the page itself from the events that arrived. */
export interface Actions {
  /** Since counting began. */
  taken(): Promise<number>;
  /** Starts counting from zero. */
  restart(): Promise<void>;
}

/**
 * Counts trusted events only, so nothing that a script does counts as an action, and no action is missed. A click
 * is one, and so are a double click and a drag; typing into one field is one however many letters it takes; Enter, Tab,
 * an arrow and a shortcut are one each.
 */
export async function countActions(page: Page): Promise<Actions> {
  await page.evaluate(() => {
    const counted = globalThis as CountedWindow;
    counted.countedActions = 0;
    /** The field that is being typed into: its letters are one action. */
    let typedIn: EventTarget | null = null;
    let pressed = { at: 0, x: 0, y: 0 };
    const count = (): void => {
      counted.countedActions = (counted.countedActions ?? 0) + 1;
    };
    const type = (target: EventTarget | null): void => {
      if (typedIn !== target) count();
      typedIn = target;
    };
    const isField = (target: EventTarget | null): boolean =>
      target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    addEventListener(
      "pointerdown",
      ({ isTrusted, timeStamp, clientX: x, clientY: y }) => {
        if (!isTrusted) return;
        typedIn = null;
        const isSecondOfTwo = timeStamp - pressed.at < 500 && x === pressed.x && y === pressed.y;
        pressed = isSecondOfTwo ? { at: 0, x, y } : { at: timeStamp, x, y };
        if (!isSecondOfTwo) count();
      },
      true,
    );
    addEventListener(
      "keydown",
      ({ isTrusted, key, target, ctrlKey, metaKey, altKey }) => {
        if (!isTrusted || ["Control", "Meta", "Alt", "Shift"].includes(key)) return;
        const isEditing = key.length === 1 || key === "Backspace" || key === "Delete";
        if (isField(target) && isEditing && !ctrlKey && !metaKey && !altKey) return;
        // A letter typed on a cell opens its editor: the rest of the word is typed in the field.
        if (key.length === 1 && !ctrlKey && !metaKey && !altKey) {
          if (typedIn === null) count();
          typedIn = document;
          return;
        }
        typedIn = null;
        count();
      },
      true,
    );
    // Letters, and text that is inserted as a whole, for example by a paste or an input method.
    addEventListener(
      "beforeinput",
      ({ isTrusted, target, inputType }) => {
        if (!isTrusted || inputType === "insertFromPaste") return;
        if (typedIn === document) typedIn = target;
        else type(target);
      },
      true,
    );
  });
  return {
    taken: () => page.evaluate(() => (globalThis as CountedWindow).countedActions ?? 0),
    restart: () =>
      page.evaluate(() => {
        (globalThis as CountedWindow).countedActions = 0;
      }),
  };
}
