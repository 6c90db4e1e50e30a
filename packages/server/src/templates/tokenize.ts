import { TemplateError } from "./template-error.ts";

type TokenKind = "text" | "open" | "close" | "name" | "string" | "number" | "operator" | "end";

/** A piece of a template; `open` and `close` are the marks around a tag. */
export type Token = { readonly kind: TokenKind; readonly value: string; readonly line: number };

const OPENING = /\{[{%#]/g;
const RAW = /\{%[-+]?\s*raw\s*([-+]?)%\}/y;
const END_OF_RAW = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
const SPACE = /\s+/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy;
const OPERATOR = /\*\*|\/\/|==|!=|<=|>=|[-+*/%~<>=.,:|()[\]{}]/y;
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Cuts a template into its texts and the pieces of its tags. Throws a TemplateError on what is none of them. */
export function tokenize(source: string): Token[] {
  // As Jinja does it: the newline that editors put at the end of a file is none of the text.
  return new Tokenizer(source.replaceAll("\r\n", "\n").replace(/\n$/, "")).read();
}

class Tokenizer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  #place = 0;
  #line = 1;
  /** The tag before ended with `-`: the space behind it is none of the text. */
  #trimsNext = false;

  constructor(source: string) {
    this.#source = source;
  }

  read(): Token[] {
    while (this.#place < this.#source.length) {
      OPENING.lastIndex = this.#place;
      const start = OPENING.exec(this.#source)?.index ?? this.#source.length;
      this.#takeText(start, this.#source[start + 2] === "-");
      if (start < this.#source.length) this.#takeTag(this.#source.slice(start, start + 2));
    }
    this.#push("end", "");
    return this.#tokens;
  }

  #takeText(end: number, trimsEnd: boolean): void {
    const text = this.#source.slice(this.#place, end);
    const trimmed = this.#trimsNext ? text.trimStart() : text;
    const shown = trimsEnd ? trimmed.trimEnd() : trimmed;
    if (shown !== "") this.#push("text", shown);
    this.#trimsNext = false;
    this.#advanceTo(end);
  }

  #takeTag(opening: string): void {
    const raw = this.#match(RAW);
    if (opening === "{#") this.#takeComment();
    else if (raw) this.#takeRaw(raw);
    else this.#takePieces(opening);
  }

  #takeComment(): void {
    const end = this.#source.indexOf("#}", this.#place);
    if (end < 0) throw new TemplateError("A comment has no end; close it with #}.", this.#line);
    this.#trimsNext = this.#source[end - 1] === "-";
    this.#advanceTo(end + 2);
  }

  #takeRaw([opening, trims]: RegExpExecArray): void {
    const begun = this.#line;
    this.#advanceTo(this.#place + opening.length);
    this.#trimsNext = trims === "-";
    END_OF_RAW.lastIndex = this.#place;
    const end = END_OF_RAW.exec(this.#source);
    if (!end) throw new TemplateError("A raw block has no end; close it with {% endraw %}.", begun);
    this.#takeText(end.index, end[1] === "-");
    this.#advanceTo(end.index + end[0].length);
    this.#trimsNext = end[2] === "-";
  }

  /** The pieces of a tag; its closing mark counts only outside of brackets, as `}}` may also end two dicts. */
  #takePieces(opening: string): void {
    const begun = this.#line;
    const closing = opening === "{{" ? /([-+]?)\}\}/y : /([-+]?)%\}/y;
    this.#push("open", opening);
    const isMarked = /[-+]/.test(this.#source[this.#place + 2] ?? "");
    this.#advanceTo(this.#place + (isMarked ? 3 : 2));
    const brackets: string[] = [];
    while (this.#place < this.#source.length) {
      const space = this.#match(SPACE);
      if (space) {
        this.#advanceTo(this.#place + space[0].length);
        continue;
      }
      const end = brackets.length === 0 ? this.#match(closing) : null;
      if (end) {
        this.#push("close", opening === "{{" ? "}}" : "%}");
        this.#advanceTo(this.#place + end[0].length);
        this.#trimsNext = end[1] === "-";
        return;
      }
      const piece = this.#takePiece();
      if (piece.kind === "operator") countBracket(brackets, piece, opening === "{{" ? "}}" : "%}");
    }
    throw new TemplateError(`The tag that begins with ${opening} has no end.`, begun);
  }

  #takePiece(): Token {
    for (const [kind, pattern] of [
      ["name", NAME],
      ["number", NUMBER],
      ["string", STRING],
      ["operator", OPERATOR],
    ] as const) {
      const match = this.#match(pattern);
      if (!match) continue;
      const [text] = match;
      const token = this.#push(kind, kind === "string" ? withoutEscapes(text.slice(1, -1)) : text);
      this.#advanceTo(this.#place + text.length);
      return token;
    }
    throw new TemplateError(`The character ${this.#source[this.#place]} was not expected.`, this.#line);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#place;
    return pattern.exec(this.#source);
  }

  #push(kind: TokenKind, value: string): Token {
    const token = { kind, value, line: this.#line };
    this.#tokens.push(token);
    return token;
  }

  #advanceTo(place: number): void {
    for (let index = this.#place; index < place; index += 1) {
      if (this.#source[index] === "\n") this.#line += 1;
    }
    this.#place = place;
  }
}

/** Keeps what closes the brackets that are open, the innermost last. */
function countBracket(brackets: string[], { value, line }: Token, closing: string): void {
  if (Object.hasOwn(CLOSING, value)) brackets.push(CLOSING[value]!);
  if (!/[)\]}]/.test(value)) return;
  const expected = brackets.pop() ?? closing;
  if (expected !== value) {
    throw new TemplateError(`Expected ${expected}, found ${value}.`, line);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "\n": "" };

const withoutEscapes = (text: string): string =>
  text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs, (all, wide, narrow, one) =>
    one === undefined
      ? String.fromCharCode(Number.parseInt(wide ?? narrow, 16))
      : (ESCAPES[one] ?? (/['"\\]/.test(one) ? one : all)),
  );
