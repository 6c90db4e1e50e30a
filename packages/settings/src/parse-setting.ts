import { ReeveError } from "@reeve/protocol/errors";
import { DEFINITIONS, type SettingKey, type SettingValue } from "./definitions.ts";
import type { SettingDefinition } from "./setting-definition.ts";

/** What a value must be, and the value itself when it is that. */
type Reading = { ok: true; value: SettingValue } | { ok: false; mustBe: string };

const TRUE_WORDS = new Set(["true", "1", "yes", "on", "y", "t"]);
const FALSE_WORDS = new Set(["false", "0", "no", "off", "n", "f"]);
const SECONDS_PER_UNIT: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };
const DURATION = 'a duration in seconds or as "30s", "5m", "1h", "7d"';
const DATABASE_URL = /^(?:sqlite(?:\+\w+)?:\/\/(?:\/|$)|postgres(?:ql)?(?:\+\w+)?:\/\/|(?!.*:\/\/))/;

/** Reads the text of one setting; throws, naming where it stands and what is allowed, when it is wrong. */
export function parseSetting(key: SettingKey, text: string, place: string): SettingValue {
  const definition: SettingDefinition = DEFINITIONS[key];
  const reading = read(definition, text.trim());
  if (reading.ok) return reading.value;
  const shown = definition.kind === "secret" ? "not usable" : JSON.stringify(text);
  throw new ReeveError("invalid_request", `${place} is ${shown}, but must be ${reading.mustBe}.`, {
    details: { setting: key, value: definition.kind === "secret" ? undefined : text, mustBe: reading.mustBe },
  });
}

/** The text that `parseSetting` reads back as this value. */
export function formatSetting(value: SettingValue): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function read(definition: SettingDefinition, text: string): Reading {
  switch (definition.kind) {
    case "string":
    case "secret":
      return { ok: true, value: text };
    case "path":
      return readPath(text);
    case "url":
      return readUrl(text);
    case "databaseUrl":
      return readDatabaseUrl(text);
    case "choice":
      return readChoice(definition.allowed ?? [], text);
    case "boolean":
      return readBoolean(text);
    case "list":
      return readList(definition, text);
    case "integers":
      return readIntegers(definition, text);
    case "headers":
      return readHeaders(text);
    case "durations":
      return readDurations(text);
    default:
      return readNumber(definition, text);
  }
}

function readNumber(definition: SettingDefinition, text: string): Reading {
  const isDuration = definition.kind === "seconds" || definition.kind === "duration";
  const { minimum = isDuration ? 0 : undefined, maximum } = definition;
  const noun = isDuration ? DURATION : definition.kind === "integer" ? "a whole number" : "a number";
  const bounds = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
  ];
  const mustBe = [noun, bounds.join(" and ")].filter(Boolean).join(", ");
  const value = isDuration ? secondsOf(text) : text === "" ? Number.NaN : Number(text);
  const right =
    Number.isFinite(value) &&
    (definition.kind !== "integer" || Number.isSafeInteger(value)) &&
    value >= (minimum ?? -Infinity) &&
    value <= (maximum ?? Infinity);
  return right ? { ok: true, value } : { ok: false, mustBe };
}

/** `90`, `1.5s`, `15m`, or ISO 8601 as the Python settings allow it: `PT15M`; NaN for anything else. */
function secondsOf(text: string): number {
  const short = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$/.exec(text);
  if (short) return Number(short[1]) * SECONDS_PER_UNIT[short[2] ?? "s"]!;
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!iso || text.length < 3) return Number.NaN;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((part) => Number(part ?? 0));
  return days * 86_400 + hours * 3600 + minutes * 60 + seconds;
}

function readDurations(text: string): Reading {
  const mustBe = 'a JSON object of durations, such as {"prefect.flow-run.heartbeat": "3d"}';
  const value = readObject(text);
  const entries = Object.entries(value ?? {}).map(([name, one]) => [name, secondsOf(String(one))] as const);
  if (!value || entries.some(([, seconds]) => Number.isNaN(seconds))) return { ok: false, mustBe };
  return { ok: true, value: Object.fromEntries(entries) };
}

/** Parts between commas, or a JSON array of them. */
const partsOf = (text: string): string[] =>
  (/^\[.*\]$/s.test(text) ? text.slice(1, -1) : text)
    .split(",")
    .map((part) => part.trim().replace(/^(["'])(.*)\1$/, "$2"))
    .filter((part) => part !== "");

/** A list of words has no others than its own. */
function readList({ allowed, words = {} }: SettingDefinition, text: string): Reading {
  const whole = words[text.toLowerCase()];
  if (whole) return { ok: true, value: whole };
  const parts = partsOf(text);
  if (!allowed || parts.every((part) => allowed.includes(part))) return { ok: true, value: parts };
  return {
    ok: false,
    mustBe: `any of ${allowed.join(", ")} with commas between them, or ${Object.keys(words).join(", ")}`,
  };
}

function readIntegers({ minimum = -Infinity, maximum = Infinity }: SettingDefinition, text: string): Reading {
  const parts = partsOf(text).map(Number);
  if (parts.every((part) => Number.isSafeInteger(part) && part >= minimum && part <= maximum)) {
    return { ok: true, value: parts };
  }
  return { ok: false, mustBe: `whole numbers from ${minimum} to ${maximum} with commas between them` };
}

function readBoolean(text: string): Reading {
  const word = text.toLowerCase();
  if (TRUE_WORDS.has(word)) return { ok: true, value: true };
  if (FALSE_WORDS.has(word)) return { ok: true, value: false };
  return { ok: false, mustBe: "true or false" };
}

function readChoice(allowed: readonly string[], text: string): Reading {
  const word = text.toUpperCase();
  if (allowed.includes(word)) return { ok: true, value: word as SettingValue };
  return { ok: false, mustBe: `one of ${allowed.join(", ")}` };
}

/** One slash before it and none after it, however it was written; the root is nothing. */
function readPath(text: string): Reading {
  const path = text.replace(/^\/+|\/+$/g, "");
  if (!/^[\w./~-]*$/.test(path)) return { ok: false, mustBe: "a path such as /api" };
  return { ok: true, value: path ? `/${path}` : "" };
}

function readUrl(text: string): Reading {
  const url = URL.parse(text);
  if (url && (url.protocol === "http:" || url.protocol === "https:")) {
    return { ok: true, value: text.replace(/\/+$/, "") };
  }
  return { ok: false, mustBe: "a URL that begins with http:// or https://" };
}

function readDatabaseUrl(text: string): Reading {
  if (DATABASE_URL.test(text)) return { ok: true, value: text };
  return {
    ok: false,
    mustBe: "postgresql://user:password@host:5432/name, sqlite:////absolute/file or the path of a file",
  };
}

function readHeaders(text: string): Reading {
  const value = readObject(text);
  if (value && Object.values(value).every((one) => typeof one === "string")) {
    return { ok: true, value: value as Record<string, string> };
  }
  return { ok: false, mustBe: 'a JSON object of texts, such as {"X-Team": "data"}' };
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
