import type { Connection, Level } from "#shared/connection.ts";
import { badgeOf, type BadgeLevel } from "#shared/login-standing.ts";
import { parseBaseUrl, type BaseUrl } from "#shared/rezora/base-url.ts";

/** The parsed base URL; null while a practice connection has none, or when it is not valid. */
export function baseUrlOf(connection: Pick<Connection, "baseUrl">): BaseUrl | null {
  const parsed = parseBaseUrl(connection.baseUrl);
  return parsed.ok ? parsed.value : null;
}

/** The host of a connection, for a line of its own: `api.rezora.com`. */
export function hostOf(connection: Pick<Connection, "baseUrl" | "practice" | "practiceFault">): string {
  const { practice, practiceFault } = connection;
  if (practice !== null) return practiceFault === null ? "practice server" : `practice fault: ${practiceFault}`;
  const base = baseUrlOf(connection);
  return base ? base.authority + base.basePath : connection.baseUrl;
}

/** The kind of account. The accounts of the practice server are ours, so they need no proof. */
export function levelOf({ level, practice }: Pick<Connection, "level" | "practice">): Level {
  return level.level === "unknown" && practice !== null ? practice : level.level;
}

/** The text of its badge: the level, or that a login which worked is refused now. */
export function badgeLevelOf(connection: Pick<Connection, "level" | "practice" | "login">): BadgeLevel {
  return badgeOf(levelOf(connection), connection.login);
}

/** The name of a connection where its name alone may be ambiguous. */
export function spokenName(connection: Pick<Connection, "name" | "level" | "practice">): string {
  const level = levelOf(connection);
  if (level !== "agent" && level !== "company") return connection.name;
  return connection.name.toLowerCase().includes(level) ? connection.name : `${connection.name}, ${level}`;
}

/** `11:42`, minutes and seconds. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** `15 minutes` */
export function minutes(count: number): string {
  return count === 1 ? "1 minute" : `${count} minutes`;
}
