/** A piece of text with the look its escape codes asked for. */
export type AnsiSpan = {
  text: string;
  /** One of the sixteen named colours, 0 to 15, or a CSS colour. */
  color?: number | string;
  background?: number | string;
  isBold?: boolean;
  isDim?: boolean;
  isItalic?: boolean;
  isUnderlined?: boolean;
};

type Style = Omit<AnsiSpan, "text">;

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes begin with a control character.
const ESCAPE = /\u001b\[([0-9;]*)([A-Za-z])/g;

/** True when the text has escape codes at all; most log lines have none. */
export const hasAnsi = (text: string): boolean => text.includes("\u001b[");

/** Splits text at its escape codes; colours and weights become spans, other codes vanish. */
export function parseAnsi(text: string): AnsiSpan[] {
  const spans: AnsiSpan[] = [];
  let style: Style = {};
  let from = 0;
  for (const match of text.matchAll(ESCAPE)) {
    if (match.index > from) spans.push({ text: text.slice(from, match.index), ...style });
    from = match.index + match[0].length;
    if (match[2] === "m") style = applyCodes(style, (match[1] ?? "").split(";").map(Number));
  }
  if (from < text.length) spans.push({ text: text.slice(from), ...style });
  return spans;
}

/** The text without its escape codes. */
export const stripAnsi = (text: string): string => (hasAnsi(text) ? text.replace(ESCAPE, "") : text);

function applyCodes(before: Style, codes: readonly number[]): Style {
  let style = { ...before };
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const [color, used] = extendedColor(codes.slice(index + 1));
      if (code === 38) style.color = color;
      else style.background = color;
      index += used;
    } else style = applyCode(style, code);
  }
  return style;
}

function applyCode(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isDim: true };
  if (code === 3) return { ...style, isItalic: true };
  if (code === 4) return { ...style, isUnderlined: true };
  if (code === 22) return { ...style, isBold: false, isDim: false };
  if (code === 23) return { ...style, isItalic: false };
  if (code === 24) return { ...style, isUnderlined: false };
  if (code === 39) return { ...style, color: undefined };
  if (code === 49) return { ...style, background: undefined };
  if (code >= 30 && code <= 37) return { ...style, color: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, color: code - 82 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  return style;
}

function extendedColor(rest: readonly number[]): [color: number | string | undefined, used: number] {
  if (rest[0] === 2) return [`rgb(${rest[1] ?? 0} ${rest[2] ?? 0} ${rest[3] ?? 0})`, 4];
  if (rest[0] !== 5) return [undefined, 0];
  const index = rest[1] ?? 0;
  if (index < 16) return [index, 2];
  if (index >= 232) {
    const grey = (index - 232) * 10 + 8;
    return [`rgb(${grey} ${grey} ${grey})`, 2];
  }
  const level = (n: number) => (n === 0 ? 0 : n * 40 + 55);
  const cube = index - 16;
  return [`rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`, 2];
}
