import type { StateType } from "@reeve/protocol";
import fc from "fast-check";

// Few different values, so that filters meet rows; each of them is there for a way in which SQL could go wrong.
export const IDS = Array.from(
  { length: 8 },
  (_, place) => `0190a0${place}f-0000-7000-8000-00000000000${"abcdef12"[place]}`,
);
export const TEXTS = [
  "a",
  "A",
  "ab",
  "b_c",
  "bXc",
  "100%",
  "ÄÖ",
  "äö",
  "'; drop table flows; --",
  '"',
  "\\",
  ",",
  "",
  "😀",
];
export const PATTERNS = [...TEXTS, "%", "_", "b_", "a%", "\\%", "Ä_", "zz"];
export const TIMES = [1, 2, 3, 4].map((day) => `2026-01-0${day}T00:00:00.00000${day}Z`);
export const TIME_OPERANDS = [
  ...TIMES.map((time) => time.replace("Z", "+00:00")),
  "2026-01-02 01:00:00.000002+01:00",
  "2026-01-03",
];
export const STATE_TYPES: StateType[] = ["SCHEDULED", "RUNNING", "COMPLETED"];
/** Some are what a type's states are called when nobody names them. */
export const STATE_NAMES = [...TEXTS.slice(0, 6), "Scheduled", "Running", "Completed"];
export const QUERIES = [
  "",
  "a",
  "A b",
  "-a",
  "+a -ab",
  '"b_c"',
  "%",
  "ä",
  "ÄÖ !zz",
  '"\\""',
  "\\",
  "'",
  "- +",
];
export const CREATORS = [null, "AUTOMATION", "SCHEDULE", 'x"type":"SCHEDULE', "\0"].map((type) =>
  type === null ? null : JSON.stringify({ id: IDS[0], type, display_value: '"type":"AUTOMATION"' }),
);

/** One of few ids. */
export const id = fc.constantFrom(...IDS);
/** One of few texts. */
export const text = fc.constantFrom(...TEXTS);
