/** How text may look where it is going: the width there is for a line, and whether colours mean anything. */
export type Terminal = { readonly width: number; readonly colors: boolean };

type Stream = { readonly isTTY?: boolean; readonly columns?: number };

/** A pipe or file gets whole lines and no colour; NO_COLOR and FORCE_COLOR are honoured. */
export function describeTerminal(
  stream: Stream,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const isTerminal = stream.isTTY === true;
  const forced = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== "0";
  return {
    width: isTerminal ? stream.columns || 80 : Number.POSITIVE_INFINITY,
    colors: forced || (isTerminal && !env.NO_COLOR && env.TERM !== "dumb"),
  };
}

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof CODES;

/** The text in that style where the terminal shows colours, else the text alone. */
export function paint(terminal: Terminal, style: Style | undefined, text: string): string {
  if (!terminal.colors || style === undefined || text === "") return text;
  const [on, off] = CODES[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose.
const CONTROL = /\u001b\[[0-9;?]*[ -/]*[@-~]|[\u0000-\u001f\u007f-\u009f]+/g;

/** The text on one line and without what would move the cursor or change colours. */
export function singleLine(text: string): string {
  return text.replace(CONTROL, (match) => (match.startsWith("\u001b") ? "" : " ")).trim();
}

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const PLAIN = /^[\u0020-\u007e]*$/;
let segmenter: Intl.Segmenter | undefined;

function graphemes(text: string): string[] {
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

const graphemeWidth = (grapheme: string): number => (WIDE.test(grapheme) ? 2 : 1);

/** How many columns the text takes; Chinese, Japanese, Korean characters and emoji take two each. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

/** The text cut to that many columns, with an ellipsis in the last one when something is missing. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += graphemeWidth(grapheme);
    if (used > width - 1) break;
    kept += grapheme;
  }
  return `${kept.trimEnd()}…`;
}
