import { argument, type Call, type Filter, numberArgument, textArgument, textOfCall } from "../call.ts";
import { formatText } from "../format-text.ts";
import { isTrue, textOf, ValueError } from "../values.ts";

const onText =
  (change: (text: string, call: Call) => string): Filter =>
  (call) => {
    const result = change(textOfCall(call), call);
    call.budget.spendOn(result.length);
    return result;
  };

/** The text with a capital letter at its beginning and no others. */
export const capitalized = (text: string): string =>
  text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();

/** The text with a capital letter at the beginning of each word. */
export const titled = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/(^|[-\s({[<])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase());

/** The text without characters at its ends: spaces, or those given. */
export function stripped(
  text: string,
  characters: string | undefined,
  ends: "both" | "left" | "right",
): string {
  const isStripped = (character: string | undefined) =>
    character !== undefined &&
    (characters === undefined ? /\s/.test(character) : characters.includes(character));
  let [start, end] = [0, text.length];
  while (ends !== "right" && start < end && isStripped(text[start])) start += 1;
  while (ends !== "left" && end > start && isStripped(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** The text with one part replaced by another, everywhere or the first so many times. */
export function replaced(text: string, part: string, by: string, times: number, call: Call): string {
  if (part === "") throw new ValueError("A text without characters cannot be replaced.");
  const pieces = text.split(part);
  const kept = times < 0 ? pieces.length : Math.min(times + 1, pieces.length);
  call.budget.spendOn(text.length + kept * by.length);
  const rest = pieces.slice(kept);
  const changed = pieces.slice(0, kept).join(by);
  return rest.length === 0 ? changed : [changed, ...rest].join(part);
}

const HTML: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};
const escapeHtml = onText((text) => text.replaceAll(/[&<>"']/g, (character) => HTML[character]!));

function truncated(text: string, call: Call): string {
  const length = numberArgument(call, 0, "length", 255);
  const cutsWords = isTrue(argument(call, 1, "killwords"));
  const end = textArgument(call, 2, "end", "...");
  const leeway = numberArgument(call, 3, "leeway", 5);
  if (text.length <= length + leeway) return text;
  const cut = text.slice(0, Math.max(0, length - end.length));
  const lastSpace = cut.lastIndexOf(" ");
  return (cutsWords || lastSpace < 0 ? cut : cut.slice(0, lastSpace)) + end;
}

function indented(text: string, call: Call): string {
  const width = argument(call, 0, "width") ?? 4;
  const prefix =
    typeof width === "string" ? width : " ".repeat(Math.min(numberArgument(call, 0, "width", 4), 1000));
  const lines = text.split("\n");
  call.budget.spendOn(text.length + lines.length * prefix.length);
  const indentsBlank = isTrue(argument(call, 2, "blank"));
  return lines
    .map((line, index) => {
      const isIndented =
        index === 0 ? isTrue(argument(call, 1, "first")) : indentsBlank || line.trim() !== "";
      return isIndented ? prefix + line : line;
    })
    .join("\n");
}

function centered(text: string, call: Call): string {
  const space = Math.max(0, numberArgument(call, 0, "width", 80) - text.length);
  call.budget.spendOn(text.length + space);
  return text.padStart(text.length + Math.floor(space / 2)).padEnd(text.length + space);
}

const UNITS = ["Bytes", "kB", "MB", "GB", "TB", "PB"];
const BINARY_UNITS = ["Bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

const fileSize: Filter = (call) => {
  const isBinary = isTrue(argument(call, 0, "binary"));
  const [step, units] = isBinary ? [1024, BINARY_UNITS] : [1000, UNITS];
  const bytes = Number(textOf(call.value));
  if (bytes === 1) return "1 Byte";
  let unit = 0;
  let size = bytes;
  while (Math.abs(size) >= step && unit < units.length - 1) {
    size /= step;
    unit += 1;
  }
  return `${unit === 0 ? Math.trunc(size) : size.toFixed(1)} ${units[unit]}`;
};

/** Filters that make texts of texts. */
export const TEXT_FILTERS: Readonly<Record<string, Filter>> = {
  capitalize: onText(capitalized),
  center: onText(centered),
  e: escapeHtml,
  escape: escapeHtml,
  filesizeformat: fileSize,
  forceescape: escapeHtml,
  format: (call) => formatText(textOfCall(call), call.positional, call.named, call.budget),
  indent: onText(indented),
  lower: onText((text) => text.toLowerCase()),
  replace: onText((text, call) =>
    replaced(
      text,
      textArgument(call, 0, "old"),
      textArgument(call, 1, "new"),
      numberArgument(call, 2, "count", -1),
      call,
    ),
  ),
  safe: textOfCall,
  string: textOfCall,
  striptags: onText((text) =>
    text
      .replaceAll(/<[^<>]*>/g, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  ),
  title: onText(titled),
  trim: onText((text, call) => stripped(text, call.positional[0] as string | undefined, "both")),
  truncate: onText(truncated),
  upper: onText((text) => text.toUpperCase()),
  urlencode: onText((text) => encodeURIComponent(text).replaceAll("%2F", "/")),
  wordcount: (call) => textOfCall(call).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0,
};
