import { expect, test } from "vitest";
import { programNotice } from "./watch-program.ts";

test("a tab says that its server has ended, and how to return on the same port", () => {
  const notice = programNotice("ended", "58231");
  expect(notice?.title).toBe("The server of this tab has ended.");
  expect(notice?.message).toContain("--port 58231 and the same data folder");
  expect(notice?.severity).toBe("danger");
});

test("after a restart of the server, its printed address is needed", () => {
  expect(programNotice("refused", "58231")?.message).toContain("Open the address that it printed");
});

test("nothing is said once the server is available again", () => {
  expect(programNotice("back", "58231")).toBeNull();
  expect(programNotice("restarted", "58231")).toBeNull();
});
