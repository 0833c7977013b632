import { describe, expect, it } from "vitest";
import { isNullLike, localTimeText, textOf, utcOf } from "./value-text.ts";

describe("values as text", () => {
  it("distinguishes text from a value that was not sent", () => {
    expect(textOf("x")).toBe("x");
    expect(textOf({ kind: "literal", text: "1.10" })).toBe("1.10");
    expect(textOf({ kind: "missing" })).toBeUndefined();
    expect(textOf({ kind: "nested", text: "{}" })).toBeUndefined();
    expect(textOf(undefined)).toBeUndefined();
  });

  it.each(["NULL", "null", "0000-00-00", "0000-00-00 00:00:00"])("sees %s as null-like", (text) => {
    expect(isNullLike(text)).toBe(true);
  });

  it.each(["", "Null", "0", "0000-00-01", "NULL "])("sees %j as a value", (text) => {
    expect(isNullLike(text)).toBe(false);
  });
});

describe("dates", () => {
  it("are read as UTC", () => {
    expect(utcOf("2010-07-16 22:34:01")).toBe(Date.UTC(2010, 6, 16, 22, 34, 1));
    expect(utcOf("2010-02-31 00:00:00")).toBeNull();
    expect(utcOf("2010-13-01 00:00:00")).toBeNull();
    expect(utcOf("2010-07-00 00:00:00")).toBeNull();
    expect(utcOf("2010-07-16 24:00:00")).toBeNull();
    expect(utcOf("2010-07-16")).toBeNull();
    expect(utcOf("0000-00-00 00:00:00")).toBeNull();
  });

  it("show the local time", () => {
    expect(localTimeText("2010-07-16 22:34:01", "Europe/Warsaw")).toBe(
      "2010-07-16 22:34:01 UTC is 17 Jul 2010, 00:34:01 here (Central European Summer Time).",
    );
    expect(localTimeText("soon", "Europe/Warsaw")).toBeUndefined();
  });
});
