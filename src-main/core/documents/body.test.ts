import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BodyFile } from "./body-file.ts";
import { Body, type BodyHome } from "./body.ts";
import { leastRoom } from "./limits.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "documents-body-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ample = 1e12;
const chunk = (length: number, seed: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + seed) % 251);

function homeWith(memoryLeft: number, events: string[] = []): BodyHome {
  return {
    folder,
    memoryLeft: () => memoryLeft,
    onArrived: () => events.push("arrived"),
    onMoved: () => events.push("moved"),
    onFreed: (bytes) => events.push(`freed ${bytes > 0}`),
  };
}

describe("a body", () => {
  it("stays in memory while it is small", async () => {
    const body = new Body("small", 1_000, homeWith(10_000));
    expect(body.write(chunk(9_000, 1))).toBeUndefined();
    await body.flush();
    expect(body.place.kind).toBe("memory");
    expect(await readdir(folder)).toEqual([]);
    await body.remove();
  });

  it("moves into a file when it outgrows its memory, and every byte with it", async () => {
    const events: string[] = [];
    const body = new Body("grown", null, homeWith(10_000, events));
    const chunks = Array.from({ length: 8 }, (_, index) => chunk(3_000, index));
    for (const one of chunks) void body.write(one);
    await body.flush();
    expect(body.place).toEqual({ kind: "file", path: join(folder, "body-grown") });
    expect(body.memoryTaken).toBe(0);
    expect(events.slice(0, 5)).toEqual(["arrived", "arrived", "arrived", "freed true", "moved"]);
    const all = Buffer.concat(chunks);
    expect(Buffer.compare(await readFile(join(folder, "body-grown")), all)).toBe(0);
    expect(Buffer.compare(await body.read(8_990, 20), all.subarray(8_990, 9_010))).toBe(0);
    expect((await body.read(all.length - 1, 20)).length).toBe(1);
    expect(body.dropped).toBe(0);
    expect((await stat(join(folder, "body-grown"))).mode & 0o777).toBe(0o600);
    await body.remove();
    expect(await readdir(folder)).toEqual([]);
  });

  it("goes straight to a file when it declares a large length", async () => {
    const body = new Body("long", 10_001, homeWith(10_000));
    void body.write(chunk(10, 1));
    await body.flush();
    expect(body.place.kind).toBe("file");
    expect(body.byteLength).toBe(10);
    await body.remove();
  });

  it("leaves nothing when it is closed while it moves", async () => {
    const body = new Body("closed", null, homeWith(10));
    void body.write(chunk(5_000, 1));
    await body.remove();
    expect(body.write(chunk(5_000, 1))).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  it("keeps what is in memory and counts the rest when it has no folder for its file", async () => {
    const body = new Body("lost", null, { ...homeWith(10_000), folder: "/dev/null/nowhere" });
    void body.write(chunk(6_000, 1));
    await body.write(chunk(6_000, 2));
    await body.write(chunk(500, 3));
    await body.flush();
    expect(body.place.kind).toBe("memory");
    expect([body.byteLength, body.dropped, body.dropReason]).toEqual([6_000, 6_500, "disk-failed"]);
    expect(Buffer.compare(await body.read(0, 6_000), chunk(6_000, 1))).toBe(0);
    await body.remove();
  });
});

describe("the file of a body", () => {
  it("makes the sender wait while the disk is slow", async () => {
    const file = await BodyFile.create(join(folder, "b"), () => {});
    const first = file.append(new Uint8Array(1_000));
    const second = file.append(new Uint8Array(9_000_000));
    expect(first).toBeUndefined();
    await expect(second).resolves.toBeUndefined();
    // The sender resumes only once fewer bytes are waiting than the number that paused it.
    expect(file.byteLength).toBeGreaterThan(6_000_000);
    await file.flush();
    expect(file.byteLength).toBe(9_001_000);
    await file.remove();
  });

  it("keeps what fits on the disk, and leaves room for others", async () => {
    const rooms = [ample, leastRoom - 1];
    const file = await BodyFile.create(
      join(folder, "b"),
      () => {},
      async () => rooms.shift() ?? 0,
    );
    for (let megabytes = 0; megabytes < 40; megabytes++) await file.append(chunk(1_048_576, megabytes));
    await file.flush();
    expect(file.failure).toBe("ENOSPC");
    expect(file.byteLength).toBeGreaterThanOrEqual(33_554_432);
    expect(file.byteLength).toBeLessThan(40 * 1_048_576);
    const kept = await file.read(1_048_576, 1_048_576);
    expect(Buffer.compare(kept, chunk(1_048_576, 1))).toBe(0);
    expect(file.append(chunk(10, 1))).toBeUndefined();
    await file.remove();
    expect(await readdir(folder)).toEqual([]);
  });

  it("never overwrites an existing file", async () => {
    const file = await BodyFile.create(join(folder, "b"), () => {});
    await expect(BodyFile.create(join(folder, "b"), () => {})).rejects.toMatchObject({ code: "EEXIST" });
    await file.remove();
  });
});
