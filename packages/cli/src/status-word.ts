import type { Style } from "./terminal.ts";

const WORDS: Readonly<Record<string, readonly [string, Style | undefined]>> = {
  READY: ["ready", "green"],
  NOT_READY: ["not ready", "yellow"],
  PAUSED: ["paused", "dim"],
  ONLINE: ["online", "green"],
  OFFLINE: ["offline", "dim"],
};

/** A status of a work pool, queue, worker or deployment in words. */
export const statusWord = (status: string | null | undefined): string =>
  status ? (WORDS[status]?.[0] ?? status.toLowerCase()) : "none";

export const statusStyle = (status: string | null | undefined): Style | undefined =>
  status ? WORDS[status]?.[1] : undefined;
