import { parseExpression, parseFilter, parseTuple, parseWithoutChoice } from "./parse-expression.ts";
import type { AppliedFilter, Expression, Statement } from "./syntax.ts";
import { TemplateError } from "./template-error.ts";
import { TokenReader } from "./token-reader.ts";
import { tokenize } from "./tokenize.ts";

// As large a template as a message of an event may be.
const LONGEST_TEMPLATE = 100_000;

/** Reads a template in Jinja's language. Throws a TemplateError with the line where it cannot. */
export function parseTemplate(source: string): Statement[] {
  if (source.length > LONGEST_TEMPLATE) {
    throw new TemplateError(
      `The template is ${source.length} characters long; at most ${LONGEST_TEMPLATE} are taken.`,
      1,
    );
  }
  const reader = new TokenReader(tokenize(source));
  const statements = parseUntil(reader, []);
  reader.expect("end");
  return statements;
}

type TagParser = (reader: TokenReader, line: number) => Statement;

/** The tags there are. Those of Jinja that read other templates, or define macros, have no place in a message. */
const TAGS: Readonly<Record<string, TagParser>> = {
  if: parseIf,
  for: parseFor,
  set: parseSet,
  with: parseWith,
  filter: parseFilterBlock,
};

/** Statements up to a tag with one of these names, which is left to the caller. */
function parseUntil(reader: TokenReader, ends: readonly string[]): Statement[] {
  return reader.nest(() => {
    const statements: Statement[] = [];
    while (!reader.isAt("end")) {
      const { kind, value, line } = reader.peek();
      if (kind === "text") {
        statements.push({ kind: "text", text: reader.take().value, line });
      } else if (value === "{{") {
        reader.take();
        statements.push({ kind: "output", value: parseTuple(reader), line });
        reader.expect("close");
      } else {
        if (ends.includes(reader.peek(1).value)) return statements;
        reader.take();
        statements.push(parseTag(reader, line));
      }
    }
    return statements;
  });
}

function parseTag(reader: TokenReader, line: number): Statement {
  const name = reader.expect("name").value;
  const parse = Object.hasOwn(TAGS, name) ? TAGS[name] : undefined;
  if (!parse) {
    const known = Object.keys(TAGS).join(", ");
    throw new TemplateError(`There is no tag {% ${name} %} here; there are ${known}.`, line);
  }
  return parse(reader, line);
}

/** The body of a block up to one of the ends, whose name is answered; its tag is left open. */
function parseBody(reader: TokenReader, ends: readonly string[]): { body: Statement[]; end: string } {
  const { line } = reader.peek();
  reader.expect("close");
  const body = parseUntil(reader, ends);
  if (reader.isAt("end")) {
    throw new TemplateError(`A block has no end; close it with {% ${ends.at(-1)} %}.`, line);
  }
  reader.take();
  return { body, end: reader.expect("name").value };
}

function parseIf(reader: TokenReader, line: number): Statement {
  const branches: { condition: Expression; body: Statement[] }[] = [];
  let otherwise: Statement[] = [];
  for (let tag = "if"; tag !== "endif"; ) {
    const condition = tag === "else" ? undefined : parseTuple(reader);
    const ends = tag === "else" ? ["endif"] : ["elif", "else", "endif"];
    const { body, end } = parseBody(reader, ends);
    if (condition) branches.push({ condition, body });
    else otherwise = body;
    tag = end;
  }
  reader.expect("close");
  return { kind: "if", branches, otherwise, line };
}

function parseFor(reader: TokenReader, line: number): Statement {
  const targets = parseTargets(reader);
  reader.expect("name", "in");
  const over = parseWithoutChoice(reader);
  const condition = reader.takeIf("name", "if") ? parseExpression(reader) : undefined;
  const { body, end } = parseBody(reader, ["else", "endfor"]);
  const otherwise = end === "else" ? parseBody(reader, ["endfor"]).body : [];
  reader.expect("close");
  return { kind: "for", targets, over, condition, body, otherwise, line };
}

function parseSet(reader: TokenReader, line: number): Statement {
  const targets = parseTargets(reader);
  const [target] = targets as [string];
  if (targets.length === 1 && reader.takeIf("operator", ".")) {
    const name = reader.expect("name").value;
    reader.expect("operator", "=");
    const value = parseTuple(reader);
    reader.expect("close");
    return { kind: "set-attribute", of: target, name, value, line };
  }
  if (targets.length > 1 || reader.isAt("operator", "=")) {
    reader.expect("operator", "=");
    const value = parseTuple(reader);
    reader.expect("close");
    return { kind: "set", targets, value, line };
  }
  const filters = reader.takeIf("operator", "|") ? parseFilterChain(reader) : [];
  const { body } = parseBody(reader, ["endset"]);
  reader.expect("close");
  return { kind: "set-block", target, filters, body, line };
}

function parseWith(reader: TokenReader, line: number): Statement {
  const assignments: [string, Expression][] = [];
  while (!reader.isAt("close")) {
    const target = reader.expect("name").value;
    reader.expect("operator", "=");
    assignments.push([target, parseExpression(reader)]);
    if (!reader.takeIf("operator", ",")) break;
  }
  const { body } = parseBody(reader, ["endwith"]);
  reader.expect("close");
  return { kind: "with", assignments, body, line };
}

function parseFilterBlock(reader: TokenReader, line: number): Statement {
  const filters = parseFilterChain(reader);
  const { body } = parseBody(reader, ["endfilter"]);
  reader.expect("close");
  return { kind: "filter-block", filters, body, line };
}

function parseFilterChain(reader: TokenReader): AppliedFilter[] {
  const filters = [parseFilter(reader)];
  while (reader.takeIf("operator", "|")) filters.push(parseFilter(reader));
  return filters;
}

/** `a`, `a, b` or `(a, b)`: what a loop or a set gives values to. */
function parseTargets(reader: TokenReader): string[] {
  const isBracketed = reader.takeIf("operator", "(") !== undefined;
  const targets = [reader.expect("name").value];
  while (reader.takeIf("operator", ",")) targets.push(reader.expect("name").value);
  if (isBracketed) reader.expect("operator", ")");
  return targets;
}
