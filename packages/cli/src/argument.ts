import { ReeveError } from "@reeve/protocol/errors";
import { STATE_TYPES } from "@reeve/protocol/state-types";
import { findNearest } from "./nearest.ts";

/** Reads an option that counts things. */
export function countArgument(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count)) return count;
  throw new ReeveError("invalid_request", `"${text}" is not a whole number of 0 or more.`);
}

/** Reads a port number; 0 asks for a free one. */
export function portArgument(text: string): number {
  const port = countArgument(text);
  if (port <= 65_535) return port;
  throw new ReeveError("invalid_request", `"${text}" is not a port; ports go from 0 to 65535.`);
}

/** Reads an option that is a number of seconds. */
export function secondsArgument(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== "" && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new ReeveError("invalid_request", `"${text}" is not a number of seconds.`);
}

/** Reads an option that says how many of something there are a second. */
export function rateArgument(text: string): number {
  const rate = Number(text);
  if (text.trim() !== "" && Number.isFinite(rate) && rate >= 0) return rate;
  throw new ReeveError("invalid_request", `"${text}" is not a number a second.`);
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads a length of time such as `30s`, `5m`, `2h`, `1d` or a number of seconds; answers seconds. */
export function durationArgument(text: string): number {
  const [, amount, unit = "s"] = /^(\d+(?:\.\d+)?)\s*([smhd])?[a-z]*$/.exec(text.trim()) ?? [];
  if (amount !== undefined) return Number(amount) * (UNIT_SECONDS[unit] ?? 1);
  throw new ReeveError("invalid_request", `"${text}" is not a duration; write it as in 30s, 5m, 2h or 1d.`);
}

/** Gathers an option that may be given several times. */
export function repeatedArgument(text: string, gathered: readonly string[] = []): string[] {
  return [...gathered, text];
}

const LEVELS: Readonly<Record<string, number>> = {
  DEBUG: 10,
  INFO: 20,
  WARNING: 30,
  ERROR: 40,
  CRITICAL: 50,
};

/** Reads a level of log lines, by name or as a number. */
export function levelArgument(text: string): number {
  const level = LEVELS[text.toUpperCase()];
  if (level !== undefined) return level;
  if (/^\d+$/.test(text)) return Number(text);
  throw new ReeveError(
    "invalid_request",
    `"${text}" is not a level; there are ${Object.keys(LEVELS).join(", ")}.`,
  );
}

type StateType = (typeof STATE_TYPES)[number];

/** Gathers the types of states, in any case. */
export function stateTypeArgument(text: string, gathered: readonly StateType[] = []): StateType[] {
  const word = text.toUpperCase();
  const type = STATE_TYPES.find((one) => one === word);
  if (type) return [...gathered, type];
  const nearest = findNearest(word, STATE_TYPES);
  throw new ReeveError(
    "invalid_request",
    nearest
      ? `"${text}" is not a type of state; did you mean ${nearest}?`
      : `"${text}" is not a type of state; there are ${STATE_TYPES.join(", ")}.`,
  );
}

const STATE_NAMES = [
  "Scheduled",
  "Late",
  "Resuming",
  "AwaitingRetry",
  "AwaitingConcurrencySlot",
  "Pending",
  "Submitting",
  "Running",
  "Retrying",
  "Paused",
  "Suspended",
  "Completed",
  "Cached",
  "RolledBack",
  "Cancelling",
  "Cancelled",
  "Failed",
  "TimedOut",
  "Crashed",
];

/** Gathers names of states; a known one may be written in any case, as flows may have names of their own. */
export function stateNameArgument(text: string, gathered: readonly string[] = []): string[] {
  const plain = text.toLowerCase().replace(/[\s_-]/g, "");
  return [...gathered, STATE_NAMES.find((name) => name.toLowerCase() === plain) ?? text];
}

/** Reads the format of Prefect's `--output`, of which there is one. */
export function formatArgument(text: string): "json" {
  if (text.toLowerCase() === "json") return "json";
  throw new ReeveError("invalid_request", `"${text}" is not an output format; there is json.`);
}
