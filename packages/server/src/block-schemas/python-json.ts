import { isRawNumber } from "../exact-json.ts";

/**
 * JSON as Python's `json.dumps(value, sort_keys=True)` spells it: keys by their code points, spaces after `,` and `:`,
 * nothing beyond ASCII, and floats as Python's `repr` writes them. Numbers must come from `parseExactJson`.
 */
export function pythonJson(value: unknown): string {
  if (isRawNumber(value)) return spellSource(value.rawJSON);
  if (typeof value === "number") return spellNumber(value);
  if (typeof value === "string") return spellText(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  const entries = Object.entries(value).sort(([a], [b]) => compareCodePoints(a, b));
  return `{${entries.map(([key, item]) => `${spellText(key)}: ${pythonJson(item)}`).join(", ")}}`;
}

/** A number whose spelling JavaScript shares: an integer, unless it is so large that it was spelled with an exponent. */
const spellNumber = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : spellFloat(value);

const spellSource = (source: string): string =>
  /[.eE]/.test(source) ? spellFloat(Number(source)) : String(BigInt(source));

/** The shortest digits that read back as the same float; only very small and very large ones have an exponent. */
function spellFloat(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  const [mantissa = "", power = ""] = value.toExponential().split("e");
  const exponent = Number(power);
  const sign = Object.is(value, -0) ? "-" : "";
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, "0");
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${digits}`;
  }
  const plain =
    sign + (exponent < 0 ? value.toFixed(mantissa.replace(/\D/g, "").length - 1 - exponent) : String(value));
  return plain.includes(".") ? plain : `${plain}.0`;
}

const spellText = (text: string): string =>
  JSON.stringify(text).replace(
    // Everything that Python does not count as printable ASCII; JSON.stringify has escaped the rest.
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** By code points, not by the halves of which JavaScript makes the larger ones. */
function compareCodePoints(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  let place = 0;
  while (place < shared && a.charCodeAt(place) === b.charCodeAt(place)) place += 1;
  if (place === shared) return a.length - b.length;
  // Where a pair is only begun, the code point that differs is the whole of it.
  const start = isInsidePair(a, place) || isInsidePair(b, place) ? place - 1 : place;
  return a.codePointAt(start)! - b.codePointAt(start)!;
}

const isInsidePair = (text: string, place: number): boolean => (text.codePointAt(place - 1) ?? 0) > 0xffff;
