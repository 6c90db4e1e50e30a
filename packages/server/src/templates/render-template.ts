import { Budget } from "./budget.ts";
import type { Filter } from "./call.ts";
import { checkLoops } from "./check-loops.ts";
import { Evaluator } from "./evaluate.ts";
import { GLOBALS, isNamespace } from "./globals.ts";
import { parseTemplate } from "./parse-template.ts";
import { Scope } from "./scope.ts";
import type { Expression, Statement } from "./syntax.ts";
import { TemplateError } from "./template-error.ts";
import {
  elementsOf,
  isMapping,
  isTrue,
  itemOf,
  type Mapping,
  newMapping,
  TemplateFunction,
  textOf,
  type Value,
  ValueError,
} from "./values.ts";

/**
 * Renders a template in Jinja's language. It sees the values it is given and nothing else, and may take so many
 * steps and no more. Throws a TemplateError when it is not well formed, asks for too much, or fails.
 */
export function renderTemplate(
  template: string,
  values: Mapping,
  filters: Readonly<Record<string, Filter>> = {},
): string {
  if (!/\{[{%#]/.test(template)) return template;
  const statements = parseTemplate(template);
  checkLoops(statements);
  const renderer = new Renderer(new Evaluator(new Budget(), filters));
  try {
    return renderer.render(statements, Scope.of({ ...GLOBALS, ...values }));
  } catch (error) {
    if (error instanceof RangeError) throw new TemplateError("A value is nested too deep.", 1);
    throw error;
  }
}

class Renderer {
  readonly #evaluator: Evaluator;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  render(statements: readonly Statement[], scope: Scope): string {
    let text = "";
    for (const statement of statements) {
      try {
        text = this.#append(text, this.#run(statement, scope));
      } catch (error) {
        throw error instanceof ValueError ? new TemplateError(error.message, statement.line) : error;
      }
    }
    return text;
  }

  #append(text: string, added: string): string {
    this.#evaluator.budget.spendOn(text.length + added.length, added.length);
    return text + added;
  }

  /** Does what a statement says; the text that comes of it is answered. */
  #run(statement: Statement, scope: Scope): string {
    switch (statement.kind) {
      case "text":
        return statement.text;
      case "output":
        return textOf(this.#evaluator.evaluate(statement.value, scope));
      case "if": {
        const isMet = (branch: { condition: Expression }) =>
          isTrue(this.#evaluator.evaluate(branch.condition, scope));
        return this.render(statement.branches.find(isMet)?.body ?? statement.otherwise, scope);
      }
      case "for":
        return this.#loop(statement, scope);
      case "with": {
        const inner = new Scope(scope);
        for (const [target, value] of statement.assignments) {
          inner.set(target, this.#evaluator.evaluate(value, scope));
        }
        return this.render(statement.body, inner);
      }
      case "filter-block": {
        const text = this.render(statement.body, new Scope(scope));
        return textOf(this.#evaluator.applyFilters(text, statement.filters, scope, statement.line));
      }
      default:
        this.#assign(statement, scope);
        return "";
    }
  }

  #assign(
    statement: Extract<Statement, { kind: "set" | "set-attribute" | "set-block" }>,
    scope: Scope,
  ): void {
    if (statement.kind === "set-block") {
      const text = this.render(statement.body, new Scope(scope));
      scope.set(
        statement.target,
        this.#evaluator.applyFilters(text, statement.filters, scope, statement.line),
      );
      return;
    }
    const value = this.#evaluator.evaluate(statement.value, scope);
    if (statement.kind === "set") {
      bind(scope, statement.targets, value);
      return;
    }
    const owner = scope.get(statement.of);
    if (!isNamespace(owner)) {
      throw new ValueError(`${statement.of} is no namespace; only what namespace() makes can be changed.`);
    }
    owner[statement.name] = value;
  }

  #loop(statement: Extract<Statement, { kind: "for" }>, scope: Scope): string {
    const elements = this.#elements(statement, scope);
    if (elements.length === 0) return this.render(statement.otherwise, scope);
    let text = "";
    for (const [index, element] of elements.entries()) {
      const inner = new Scope(scope);
      bind(inner, statement.targets, element);
      inner.set("loop", loopState(elements, index));
      text = this.#append(text, this.render(statement.body, inner));
    }
    return text;
  }

  #elements(statement: Extract<Statement, { kind: "for" }>, scope: Scope): readonly Value[] {
    const { condition, targets } = statement;
    const elements = elementsOf(this.#evaluator.evaluate(statement.over, scope));
    if (!condition) return elements;
    return elements.filter((element) => {
      const inner = new Scope(scope);
      bind(inner, targets, element);
      return isTrue(this.#evaluator.evaluate(condition, inner));
    });
  }
}

/** The parts of a value; a group of `groupby` has them under numbers. */
const partsOf = (value: Value, count: number): readonly Value[] =>
  isMapping(value) && Object.hasOwn(value, "0")
    ? Array.from({ length: count }, (_, index) => itemOf(value, index))
    : elementsOf(value);

/** Gives a value its name, or its parts theirs. */
function bind(scope: Scope, targets: readonly string[], value: Value): void {
  const parts = targets.length === 1 ? [value] : partsOf(value, targets.length);
  if (parts.length !== targets.length) {
    throw new ValueError(`${targets.length} names stand for ${parts.length} values.`);
  }
  for (const [index, target] of targets.entries()) scope.set(target, parts[index]);
}

const loopState = (elements: readonly Value[], index: number): Mapping =>
  newMapping(
    Object.entries({
      index: index + 1,
      index0: index,
      revindex: elements.length - index,
      revindex0: elements.length - index - 1,
      first: index === 0,
      last: index === elements.length - 1,
      length: elements.length,
      previtem: elements[index - 1],
      nextitem: elements[index + 1],
      cycle: new TemplateFunction((...values) => values[index % values.length]),
    }),
  );
