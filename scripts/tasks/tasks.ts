/** What users want to do, and in how many actions. A click, a text typed into one field and a press of keys
 *  are one action each. A journey proves a task when its title ends with `[task: N]`. */
export interface Task {
  readonly id: string;
  readonly what: string;
  /** What has to be built first; absent where a journey counts the actions today. */
  readonly openUntil?: string;
}

export const tasks: readonly Task[] = [
  { id: "1", what: "See all contacts as a table" },
  { id: "2", what: "Find a contact by name and see the whole record" },
  { id: "3", what: "See the same response as XML" },
  { id: "4", what: "Find out why this login gets a 401" },
  { id: "5", what: "Check whether a pasted Authorization header is right" },
  { id: "6", what: "Correct an e-mail address" },
  { id: "7", what: "Add four agents to a group" },
  { id: "8", what: "Undo that, whatever it was" },
  { id: "9", what: "See what changed in a list since yesterday", openUntil: "History keeps responses" },
  { id: "10", what: "Send the table to someone as a spreadsheet" },
];
