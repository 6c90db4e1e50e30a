import type { Statement } from "./syntax.ts";
import { TemplateError } from "./template-error.ts";

const MOST_LOOPS = 10;
const DEEPEST_LOOPS = 2;

/** Refuses a template with more loops, or deeper ones, than a message needs. */
export function checkLoops(statements: readonly Statement[]): void {
  const loops = loopsOf(statements, 0);
  const deepest = loops.find(({ depth }) => depth > DEEPEST_LOOPS);
  if (deepest) {
    throw new TemplateError(
      `There are loops ${deepest.depth} deep in one another; at most ${DEEPEST_LOOPS} are allowed.`,
      deepest.line,
    );
  }
  const surplus = loops[MOST_LOOPS];
  if (surplus) {
    throw new TemplateError(
      `There are ${loops.length} loops; at most ${MOST_LOOPS} are allowed.`,
      surplus.line,
    );
  }
}

type Loop = { depth: number; line: number };

const loopsOf = (statements: readonly Statement[], depth: number): Loop[] =>
  statements.flatMap((statement) => {
    const { kind, line } = statement;
    const isLoop = kind === "for";
    const inner = bodiesOf(statement).flatMap((body) => loopsOf(body, isLoop ? depth + 1 : depth));
    return isLoop ? [{ depth: depth + 1, line }, ...inner] : inner;
  });

function bodiesOf(statement: Statement): (readonly Statement[])[] {
  switch (statement.kind) {
    case "if":
      return [...statement.branches.map(({ body }) => body), statement.otherwise];
    case "for":
      return [statement.body, statement.otherwise];
    case "set-block":
    case "with":
    case "filter-block":
      return [statement.body];
    default:
      return [];
  }
}
