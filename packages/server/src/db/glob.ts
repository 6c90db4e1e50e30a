/**
 * Patterns of labels, as Python's `fnmatch` reads them: `*` is anything, `?` one character, `[a-c]` one of these and
 * `[!a-c]` one of the others. Nothing is escaped by a backslash; what stands between brackets is itself (`[*]`).
 */

/** A character by itself, any one, any number of them, or one of some ranges. */
type Token = string | typeof ANY_ONE | typeof ANY_NUMBER | CharacterSet;
type CharacterSet = { readonly isNegated: boolean; readonly ranges: readonly CharacterRange[] };
type CharacterRange = readonly [first: string, last: string];

const ANY_ONE = Symbol("?");
const ANY_NUMBER = Symbol("*");

/** True of a text that stands for more than itself. */
export const isGlob = (pattern: string): boolean => /[*?[]/.test(pattern);

/**
 * Whether the whole of a text fits a pattern; the case of letters counts. The time is bounded by the product of their
 * lengths, whatever they are.
 */
export function fitsGlob(pattern: string, text: string): boolean {
  if (!isGlob(pattern)) return pattern === text;
  const tokens = parseGlob(pattern);
  const characters = [...text];
  let at = 0;
  let token = 0;
  // Where to go on when what follows the last `*` does not fit: there it takes one character more.
  let star = -1;
  let starAt = 0;
  while (at < characters.length) {
    if (tokens[token] === ANY_NUMBER) {
      star = token++;
      starAt = at;
    } else if (fitsOne(tokens[token], characters[at]!)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === ANY_NUMBER);
}

/** A pattern as a regular expression of PostgreSQL, for the whole of a text. */
export const globAsRegex = (pattern: string): string =>
  `^(?:${parseGlob(pattern).map(tokenAsRegex).join("")})$`;

function fitsOne(token: Token | undefined, character: string): boolean {
  if (token === undefined || token === ANY_NUMBER) return false;
  if (token === ANY_ONE) return true;
  if (typeof token === "string") return token === character;
  return isWithin(token.ranges, character) !== token.isNegated;
}

const isWithin = (ranges: readonly CharacterRange[], character: string): boolean => {
  const code = character.codePointAt(0)!;
  return ranges.some(([first, last]) => first.codePointAt(0)! <= code && code <= last.codePointAt(0)!);
};

function parseGlob(pattern: string): Token[] {
  const characters = [...pattern];
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    const end = character === "[" ? endOfSet(characters, at) : -1;
    if (end >= 0) {
      tokens.push(parseSet(characters.slice(at + 1, end)));
      at = end;
    } else if (character === "*") tokens.push(ANY_NUMBER);
    else tokens.push(character === "?" ? ANY_ONE : character);
  }
  return tokens;
}

/** Where the bracket is that ends a set; one that comes first belongs to it. -1 when there is none. */
function endOfSet(characters: readonly string[], begin: number): number {
  const first = characters[begin + 1] === "!" ? begin + 2 : begin + 1;
  return characters.indexOf("]", characters[first] === "]" ? first + 1 : first);
}

function parseSet(inside: readonly string[]): CharacterSet {
  const isNegated = inside[0] === "!";
  const ranges: CharacterRange[] = [];
  for (let at = isNegated ? 1 : 0; at < inside.length; at++) {
    const first = inside[at]!;
    const isRange = inside[at + 1] === "-" && at + 2 < inside.length;
    const last = isRange ? inside[at + 2]! : first;
    if (isRange) at += 2;
    if (first.codePointAt(0)! <= last.codePointAt(0)!) ranges.push([first, last]);
  }
  return { isNegated, ranges };
}

function tokenAsRegex(token: Token): string {
  if (token === ANY_NUMBER) return ".*";
  if (token === ANY_ONE) return ".";
  if (typeof token === "string") return escaped(token);
  const ranges = token.ranges.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join("");
  // Brackets around nothing are no regular expression: this fits no character, or any.
  if (ranges === "") return token.isNegated ? "." : "(?!)";
  return `[${token.isNegated ? "^" : ""}${ranges}]`;
}

/** A character by its number, which means nothing else in any place. */
const escaped = (character: string): string =>
  `\\U${character.codePointAt(0)!.toString(16).padStart(8, "0")}`;
