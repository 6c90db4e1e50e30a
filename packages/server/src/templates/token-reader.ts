import { TemplateError } from "./template-error.ts";
import type { Token } from "./tokenize.ts";

// Beyond what anyone writes by hand, and far below what would exhaust the stack.
const MOST_NODES_IN_A_TAG = 1_000;
const DEEPEST = 50;

/** Reads the tokens of a template one after the other, and keeps it from being too large to work on. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #nodes = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    if (token.kind === "open") this.#nodes = 0;
    return token;
  }

  isAt(kind: Token["kind"], ...values: string[]): boolean {
    const token = this.peek();
    return token.kind === kind && (values.length === 0 || values.includes(token.value));
  }

  /** Takes the next token if it is this one. */
  takeIf(kind: Token["kind"], ...values: string[]): Token | undefined {
    return this.isAt(kind, ...values) ? this.take() : undefined;
  }

  expect(kind: Token["kind"], value?: string): Token {
    if (this.isAt(kind, ...(value === undefined ? [] : [value]))) return this.take();
    throw this.unexpected(value ?? `a ${kind}`);
  }

  unexpected(expected: string): TemplateError {
    const { kind, value, line } = this.peek();
    const found = kind === "end" ? "the end of the template" : kind === "text" ? "text" : value;
    return new TemplateError(`Expected ${expected}, found ${found}.`, line);
  }

  /** Counts a node of the tag that is being read. */
  count(): void {
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES_IN_A_TAG) {
      throw new TemplateError(
        `A tag holds more than ${MOST_NODES_IN_A_TAG} operations; split it with {% set %}.`,
        this.peek().line,
      );
    }
  }

  /** Reads something that may hold its like. */
  nest<T>(read: () => T): T {
    if (this.#depth >= DEEPEST) {
      throw new TemplateError(`It is nested more than ${DEEPEST} deep.`, this.peek().line);
    }
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }
}
