import type { SettingValue } from "./definitions.ts";
import { formatSetting } from "./parse-setting.ts";
import type { SettingDefinition } from "./setting-definition.ts";

const KINDS: Readonly<Record<SettingDefinition["kind"], string>> = {
  string: "text",
  path: "a path",
  secret: "a secret",
  url: "a URL",
  databaseUrl: "a URL or the path of a file",
  choice: "a word",
  integer: "a whole number",
  number: "a number",
  boolean: "`true` or `false`",
  seconds: "a duration",
  duration: "a duration",
  durations: "a JSON object of durations",
  list: "a list",
  integers: "whole numbers",
  headers: "a JSON object of texts",
};

/** What values a setting takes, as Markdown. */
export function takes({ kind, allowed, words = {}, minimum, maximum }: SettingDefinition): string {
  if (allowed) {
    const options = [...allowed, ...Object.keys(words)].map((word) => `\`${word}\``).join(", ");
    return kind === "list" ? `any of ${options}` : options;
  }
  const isDuration = kind === "seconds" || kind === "duration";
  const shown = (bound: number) => (isDuration ? durationText(bound) : String(bound));
  const bounds = [
    ...(minimum === undefined ? [] : [`at least ${shown(minimum)}`]),
    ...(maximum === undefined ? [] : [`at most ${shown(maximum)}`]),
  ];
  return [KINDS[kind], ...bounds].join(", ");
}

/** Its default, as Markdown; empty when there is none. */
export function defaultOf({ kind, default: value }: SettingDefinition): string {
  if (value === null || formatSetting(value as SettingValue) === "") return "";
  if ((kind === "seconds" || kind === "duration") && typeof value === "number")
    return `\`${durationText(value)}\``;
  if (kind === "durations") {
    const texts = Object.entries(value).map(([name, seconds]) => [name, durationText(Number(seconds))]);
    return `\`${JSON.stringify(Object.fromEntries(texts))}\``;
  }
  return `\`${formatSetting(value as SettingValue)}\``;
}

const UNITS: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, "d"],
  [3600, "h"],
  [60, "m"],
  [1, "s"],
];

/** The duration in the largest unit of which it is a whole number. */
function durationText(seconds: number): string {
  const fitting = UNITS.find(([size]) => seconds >= size && seconds % size === 0);
  if (!fitting) return seconds < 1 && seconds > 0 ? `${seconds * 1000}ms` : `${seconds}s`;
  return `${seconds / fitting[0]}${fitting[1]}`;
}
