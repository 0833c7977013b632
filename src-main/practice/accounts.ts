/** A login of the practice server. Its password is public: it is printed and shipped with the application. */
export interface PracticeAccount {
  readonly userName: string;
  readonly password: string;
  readonly level: "company" | "agent";
}

/** One account per level, for the first two connections of the application. */
export const practiceAccounts: readonly PracticeAccount[] = [
  { userName: "practice-agent", password: "practice", level: "agent" },
  { userName: "practice-company", password: "practice", level: "company" },
];
