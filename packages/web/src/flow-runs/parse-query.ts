import type { RunListSearch } from "./run-list-search.ts";
import { stateWord } from "./state-word.ts";
import { parseTimeWord } from "./time-word.ts";

const KEYS: Readonly<Record<string, "state" | "flow" | "deployment" | "pool" | "tag" | "from" | "to">> = {
  state: "state",
  is: "state",
  flow: "flow",
  deployment: "deployment",
  pool: "pool",
  tag: "tag",
  since: "from",
  from: "from",
  until: "to",
  to: "to",
};

/** What a typed line asks for, and a sentence for each part of it that could not be understood. */
export type ParsedQuery = { patch: Partial<RunListSearch>; rest: string; faults: readonly string[] };

/**
 * Reads a line such as `state:failed,crashed flow:"my etl" tag:prod since:2d nightly`.
 * The words without a key are left as `rest`: a part of the run's name.
 */
export function parseQuery(line: string, before: RunListSearch = {}): ParsedQuery {
  const patch: { -readonly [K in keyof RunListSearch]: RunListSearch[K] } = {};
  const rest: string[] = [];
  const faults: string[] = [];
  for (const { key, value, text } of words(line)) {
    const field = key && KEYS[key.toLowerCase()];
    if (!field || value === "") {
      rest.push(text);
    } else if (field === "from" || field === "to") {
      if (parseTimeWord(value, 0) === undefined)
        faults.push(`"${value}" is no time; write 2d, 12h or 2026-11-22.`);
      else patch[field] = value;
    } else {
      const values = field === "state" ? knownStates(value, faults) : [value];
      const known = patch[field] ?? before[field] ?? [];
      if (values.length > 0) patch[field] = [...new Set([...known, ...values])];
    }
  }
  return { patch, rest: rest.join(" "), faults };
}

/** Whether the line holds a `key:value` that is complete, so that it can become a filter. */
export const hasFilters = (line: string): boolean => Object.keys(parseQuery(line).patch).length > 0;

function knownStates(value: string, faults: string[]): string[] {
  return value.split(",").flatMap((word) => {
    const known = stateWord(word);
    if (!known) faults.push(`"${word}" is no state; try failed, running or late.`);
    return known ? [known.word] : [];
  });
}

type Word = { key?: string; value: string; text: string };

function words(line: string): Word[] {
  const matches = line.matchAll(/(?:(\w+):)?(?:"([^"]*)"|(\S+))/g);
  return [...matches].map(([text, key, quoted, plain]) => ({
    key,
    value: quoted ?? plain ?? "",
    text: key ? text : (quoted ?? plain ?? ""),
  }));
}
