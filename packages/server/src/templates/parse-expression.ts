import type { Arguments, BinaryOperator, Comparison, Expression } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";

/** Reads one expression: `a if b else c`, or anything that binds closer. */
export function parseExpression(reader: TokenReader): Expression {
  return reader.nest(() => {
    const chosen = parseWithoutChoice(reader);
    const mark = reader.takeIf("name", "if");
    if (!mark) return chosen;
    const condition = parseWithoutChoice(reader);
    const otherwise = reader.takeIf("name", "else") ? parseExpression(reader) : undefined;
    return built(reader, { kind: "choice", condition, chosen, otherwise, line: mark.line });
  });
}

/** Reads an expression in which `if` belongs to what follows, as in `for x in y if z`. */
export const parseWithoutChoice = (reader: TokenReader): Expression => reader.nest(() => parseOr(reader));

/** Reads `a` or the tuple `a, b`. */
export function parseTuple(reader: TokenReader): Expression {
  const first = parseExpression(reader);
  if (!reader.isAt("operator", ",")) return first;
  const items = [first];
  while (reader.takeIf("operator", ",") && startsExpression(reader)) items.push(parseExpression(reader));
  return built(reader, { kind: "list", items, line: first.line });
}

/** Reads what stands in brackets behind a call, a filter or a test. */
export function parseArguments(reader: TokenReader): Arguments {
  const positional: Expression[] = [];
  const named: Record<string, Expression> = Object.create(null);
  reader.expect("operator", "(");
  while (!reader.isAt("operator", ")")) {
    const isNamed = reader.isAt("name") && reader.peek(1).kind === "operator" && reader.peek(1).value === "=";
    if (isNamed) {
      const { value } = reader.take();
      reader.take();
      named[value] = parseExpression(reader);
    } else {
      positional.push(parseExpression(reader));
    }
    if (!reader.takeIf("operator", ",")) break;
  }
  reader.expect("operator", ")");
  return { positional, named };
}

const NO_ARGUMENTS: Arguments = { positional: [], named: {} };

/** Reads the name and arguments of a filter, behind the `|`. */
export const parseFilter = (reader: TokenReader): { name: string; given: Arguments } => ({
  name: reader.expect("name").value,
  given: reader.isAt("operator", "(") ? parseArguments(reader) : NO_ARGUMENTS,
});

const built = (reader: TokenReader, expression: Expression): Expression => {
  reader.count();
  return expression;
};

const startsExpression = (reader: TokenReader): boolean =>
  !reader.isAt("close") && !reader.isAt("operator", ")", "]", "}", "=");

/** One rung of the ladder of precedences: operators that group to the left. */
const leftToRight =
  (kind: "operator" | "name", operators: BinaryOperator[], operand: (reader: TokenReader) => Expression) =>
  (reader: TokenReader): Expression => {
    let left = operand(reader);
    for (let mark = reader.takeIf(kind, ...operators); mark; mark = reader.takeIf(kind, ...operators)) {
      const operator = mark.value as BinaryOperator;
      left = built(reader, { kind: "binary", operator, left, right: operand(reader), line: mark.line });
    }
    return left;
  };

function parseNot(reader: TokenReader): Expression {
  const mark = reader.takeIf("name", "not");
  if (!mark) return parseComparison(reader);
  const operand = reader.nest(() => parseNot(reader));
  return built(reader, { kind: "unary", operator: "not", operand, line: mark.line });
}

function parseComparison(reader: TokenReader): Expression {
  const first = parseSum(reader);
  const rest: { operator: Comparison; right: Expression }[] = [];
  for (let operator = takeComparison(reader); operator; operator = takeComparison(reader)) {
    reader.count();
    rest.push({ operator, right: parseSum(reader) });
  }
  return rest.length === 0 ? first : built(reader, { kind: "comparison", first, rest, line: first.line });
}

function takeComparison(reader: TokenReader): Comparison | undefined {
  const mark = reader.takeIf("operator", "==", "!=", "<", "<=", ">", ">=") ?? reader.takeIf("name", "in");
  if (mark) return mark.value as Comparison;
  if (!reader.isAt("name", "not") || reader.peek(1).value !== "in") return undefined;
  reader.take();
  reader.take();
  return "not in";
}

function parsePower(reader: TokenReader): Expression {
  const left = parseUnary(reader);
  const mark = reader.takeIf("operator", "**");
  if (!mark) return left;
  const right = reader.nest(() => parsePower(reader));
  return built(reader, { kind: "binary", operator: "**", left, right, line: mark.line });
}

const parseProduct = leftToRight("operator", ["*", "/", "//", "%"], parsePower);
const parseConcatenation = leftToRight("operator", ["~"], parseProduct);
const parseSum = leftToRight("operator", ["+", "-"], parseConcatenation);
const parseAnd = leftToRight("name", ["and"], parseNot);
const parseOr = leftToRight("name", ["or"], parseAnd);

/** A sign binds closer than a filter: `-1|abs` is 1. */
const parseUnary = (reader: TokenReader): Expression => parseFilters(reader, parseSigned(reader));

function parseSigned(reader: TokenReader): Expression {
  const mark = reader.takeIf("operator", "-", "+");
  if (!mark) return parsePostfix(reader, parsePrimary(reader));
  const operator = mark.value as "-" | "+";
  const operand = reader.nest(() => parseSigned(reader));
  return built(reader, { kind: "unary", operator, operand, line: mark.line });
}

function parseFilters(reader: TokenReader, value: Expression): Expression {
  let of = value;
  for (;;) {
    const mark = reader.takeIf("operator", "|") ?? reader.takeIf("name", "is");
    if (!mark) return of;
    const { line } = mark;
    if (mark.value === "|") {
      of = parsePostfix(reader, built(reader, { kind: "filter", of, ...parseFilter(reader), line }));
    } else {
      const isNegated = reader.takeIf("name", "not") !== undefined;
      of = built(reader, { kind: "test", of, ...parseTest(reader), isNegated, line });
    }
  }
}

/** A test's one argument may stand without brackets: `x is divisibleby 3`. */
function parseTest(reader: TokenReader): { name: string; given: Arguments } {
  const name = reader.expect("name").value;
  if (reader.isAt("operator", "(")) return { name, given: parseArguments(reader) };
  const hasArgument =
    reader.isAt("string") ||
    reader.isAt("number") ||
    reader.isAt("operator", "[", "{") ||
    (reader.isAt("name") && !reader.isAt("name", "and", "or", "not", "if", "else", "is", "in"));
  if (!hasArgument) return { name, given: NO_ARGUMENTS };
  return { name, given: { positional: [parsePostfix(reader, parsePrimary(reader))], named: {} } };
}

function parsePostfix(reader: TokenReader, value: Expression): Expression {
  let of = value;
  for (;;) {
    const { line } = reader.peek();
    if (reader.takeIf("operator", ".")) {
      const name = reader.takeIf("name") ?? reader.expect("number");
      of = built(reader, { kind: "attribute", of, name: name.value, line });
    } else if (reader.takeIf("operator", "[")) {
      of = built(reader, parseSubscript(reader, of, line));
    } else if (reader.isAt("operator", "(")) {
      of = built(reader, { kind: "call", callee: of, given: parseArguments(reader), line });
    } else {
      return of;
    }
  }
}

function parseSubscript(reader: TokenReader, of: Expression, line: number): Expression {
  const part = () => (reader.isAt("operator", ":", "]") ? undefined : parseExpression(reader));
  const start = part();
  if (start && reader.takeIf("operator", "]")) return { kind: "item", of, key: start, line };
  reader.expect("operator", ":");
  const stop = part();
  const step = reader.takeIf("operator", ":") ? part() : undefined;
  reader.expect("operator", "]");
  return { kind: "slice", of, start, stop, step, line };
}

const CONSTANTS: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
};

function parsePrimary(reader: TokenReader): Expression {
  const { kind, value, line } = reader.peek();
  if (kind === "name") {
    reader.take();
    if (Object.hasOwn(CONSTANTS, value))
      return built(reader, { kind: "literal", value: CONSTANTS[value]!, line });
    return built(reader, { kind: "name", name: value, line });
  }
  if (kind === "number") {
    reader.take();
    return built(reader, { kind: "literal", value: Number(value.replaceAll("_", "")), line });
  }
  if (kind === "string") {
    let text = "";
    while (reader.isAt("string")) text += reader.take().value;
    return built(reader, { kind: "literal", value: text, line });
  }
  if (reader.takeIf("operator", "(")) return parseGroup(reader, line);
  if (reader.takeIf("operator", "[")) {
    return built(reader, { kind: "list", items: parseItems(reader, "]"), line });
  }
  if (reader.takeIf("operator", "{")) return parseDict(reader, line);
  throw reader.unexpected("a value");
}

function parseGroup(reader: TokenReader, line: number): Expression {
  if (reader.takeIf("operator", ")")) return built(reader, { kind: "list", items: [], line });
  const value = parseTuple(reader);
  reader.expect("operator", ")");
  return value;
}

function parseItems(reader: TokenReader, end: string): Expression[] {
  const items: Expression[] = [];
  while (!reader.isAt("operator", end)) {
    items.push(parseExpression(reader));
    if (!reader.takeIf("operator", ",")) break;
  }
  reader.expect("operator", end);
  return items;
}

function parseDict(reader: TokenReader, line: number): Expression {
  const entries: [Expression, Expression][] = [];
  while (!reader.isAt("operator", "}")) {
    const key = parseExpression(reader);
    reader.expect("operator", ":");
    entries.push([key, parseExpression(reader)]);
    if (!reader.takeIf("operator", ",")) break;
  }
  reader.expect("operator", "}");
  return built(reader, { kind: "dict", entries, line });
}
