import type { Budget } from "./budget.ts";
import type { Call, Filter } from "./call.ts";
import { LIST_FILTERS } from "./filters/list-filters.ts";
import { TEXT_FILTERS } from "./filters/text-filters.ts";
import { VALUE_FILTERS } from "./filters/value-filters.ts";
import { methodOf } from "./methods.ts";
import { compare, numberOf, operate } from "./operators.ts";
import type { Scope } from "./scope.ts";
import type { AppliedFilter, Arguments, Expression } from "./syntax.ts";
import { TemplateError } from "./template-error.ts";
import { TESTS } from "./tests.ts";
import {
  describe,
  isTrue,
  itemOf,
  newMapping,
  TemplateFunction,
  textOf,
  type Value,
  ValueError,
} from "./values.ts";

/** Computes the expressions of one template: its filters, and what it may cost. */
export class Evaluator {
  readonly budget: Budget;
  readonly #filters: Readonly<Record<string, Filter>>;

  constructor(budget: Budget, filters: Readonly<Record<string, Filter>>) {
    this.budget = budget;
    this.#filters = { ...TEXT_FILTERS, ...LIST_FILTERS, ...VALUE_FILTERS, ...filters };
  }

  /** The value of an expression; an error says on which line it stands. */
  evaluate(expression: Expression, scope: Scope): Value {
    try {
      this.budget.spend();
      return this.#valueOf(expression, scope);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      throw new TemplateError(error.message, expression.line);
    }
  }

  /** Puts a text through the filters of a block. */
  applyFilters(text: string, filters: readonly AppliedFilter[], scope: Scope, line: number): Value {
    try {
      return filters.reduce<Value>(
        (value, { name, given }) => this.#filter(name, this.#call(value, given, scope)),
        text,
      );
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      throw new TemplateError(error.message, line);
    }
  }

  #valueOf(expression: Expression, scope: Scope): Value {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "name":
        return scope.get(expression.name);
      case "attribute":
        return itemOf(this.evaluate(expression.of, scope), expression.name);
      case "item":
        return itemOf(this.evaluate(expression.of, scope), this.evaluate(expression.key, scope));
      case "slice":
        return this.#slice(expression, scope);
      case "call":
        return this.#callFunction(expression, scope);
      case "filter": {
        const value = this.evaluate(expression.of, scope);
        return this.#filter(expression.name, this.#call(value, expression.given, scope));
      }
      case "test": {
        const call = this.#call(this.evaluate(expression.of, scope), expression.given, scope);
        return this.#test(expression.name, call) !== expression.isNegated;
      }
      case "list":
        return expression.items.map((item) => this.evaluate(item, scope));
      case "dict":
        return newMapping(
          expression.entries.map(([key, value]) => [
            textOf(this.evaluate(key, scope)),
            this.evaluate(value, scope),
          ]),
        );
      default:
        return this.#decide(expression, scope);
    }
  }

  #decide(
    expression: Extract<Expression, { kind: "unary" | "binary" | "comparison" | "choice" }>,
    scope: Scope,
  ): Value {
    switch (expression.kind) {
      case "unary": {
        const value = this.evaluate(expression.operand, scope);
        if (expression.operator === "not") return !isTrue(value);
        return expression.operator === "-" ? -numberOf(value) : numberOf(value);
      }
      case "binary": {
        const { operator, right } = expression;
        const left = this.evaluate(expression.left, scope);
        if (operator === "and") return isTrue(left) ? this.evaluate(right, scope) : left;
        if (operator === "or") return isTrue(left) ? left : this.evaluate(right, scope);
        return operate(operator, left, this.evaluate(right, scope), this.budget);
      }
      case "comparison": {
        let left = this.evaluate(expression.first, scope);
        return expression.rest.every(({ operator, right: side }) => {
          const right = this.evaluate(side, scope);
          const holds = compare(operator, left, right, this.budget);
          left = right;
          return holds;
        });
      }
      default: {
        if (isTrue(this.evaluate(expression.condition, scope)))
          return this.evaluate(expression.chosen, scope);
        return expression.otherwise && this.evaluate(expression.otherwise, scope);
      }
    }
  }

  #slice(expression: Extract<Expression, { kind: "slice" }>, scope: Scope): Value {
    const value = this.evaluate(expression.of, scope);
    if (value === undefined) return undefined;
    if (!Array.isArray(value) && typeof value !== "string") {
      throw new ValueError(`${describe(value)} has no parts from one place to another.`);
    }
    const bound = (part: Expression | undefined) => part && numberOf(this.evaluate(part, scope));
    const [start, stop, step = 1] = [bound(expression.start), bound(expression.stop), bound(expression.step)];
    this.budget.spendOn(value.length);
    if (step === 1) return value.slice(start, stop);
    const places = slicePlaces(value.length, start, stop, step);
    const parts = places.map((place) => value[place]);
    return typeof value === "string" ? parts.join("") : parts;
  }

  #callFunction(expression: Extract<Expression, { kind: "call" }>, scope: Scope): Value {
    const { callee, given } = expression;
    const isAttribute = callee.kind === "attribute";
    const owner = isAttribute ? this.evaluate(callee.of, scope) : undefined;
    const method = isAttribute ? methodOf(owner, callee.name) : undefined;
    if (method) return method(this.#call(owner, given, scope));
    const called = this.evaluate(callee, scope);
    if (!(called instanceof TemplateFunction)) {
      const name = isAttribute || callee.kind === "name" ? callee.name : describe(called);
      throw new ValueError(`${name} is no function that templates have.`);
    }
    const { positional, named } = this.#call(undefined, given, scope);
    return called.call(...positional, ...(Object.keys(named).length > 0 ? [named] : []));
  }

  #call(value: Value, given: Arguments, scope: Scope): Call {
    return {
      value,
      positional: given.positional.map((part) => this.evaluate(part, scope)),
      named: newMapping(
        Object.entries(given.named).map(([name, part]) => [name, this.evaluate(part, scope)]),
      ),
      budget: this.budget,
      filter: (name, call) => this.#filter(name, call),
      test: (name, call) => this.#test(name, call),
    };
  }

  #filter(name: string, call: Call): Value {
    const filter = Object.hasOwn(this.#filters, name) ? this.#filters[name] : undefined;
    if (!filter) throw new ValueError(`There is no filter ${name}.`);
    this.budget.spend();
    return filter(call);
  }

  #test(name: string, call: Call): boolean {
    const test = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
    if (!test) throw new ValueError(`There is no test ${name}.`);
    this.budget.spend();
    return test(call);
  }
}

/** The places that Python's `[start:stop:step]` takes, for a step other than 1. */
function slicePlaces(
  length: number,
  start: number | undefined,
  stop: number | undefined,
  step: number,
): number[] {
  if (step === 0) throw new ValueError("A step of 0 leads nowhere.");
  const within = (place: number, least: number, most: number) =>
    Math.min(Math.max(place < 0 ? place + length : place, least), most);
  const isForward = step > 0;
  const [least, most] = isForward ? [0, length] : [-1, length - 1];
  const first = start === undefined ? (isForward ? 0 : length - 1) : within(start, least, most);
  const end = stop === undefined ? (isForward ? length : -1) : within(stop, least, most);
  const places: number[] = [];
  for (let place = first; isForward ? place < end : place > end; place += step) places.push(place);
  return places;
}
