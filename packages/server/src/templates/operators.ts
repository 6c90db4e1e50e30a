import type { Budget } from "./budget.ts";
import { formatText } from "./format-text.ts";
import type { BinaryOperator, Comparison } from "./syntax.ts";
import {
  compareValues,
  describe,
  elementsOf,
  isEqual,
  isMapping,
  textOf,
  type Value,
  ValueError,
} from "./values.ts";

/** The value of two operands; `and` and `or` are not here, as they may leave their second one alone. */
export function operate(
  operator: Exclude<BinaryOperator, "and" | "or">,
  left: Value,
  right: Value,
  budget: Budget,
): Value {
  if (operator === "~") return joined(textOf(left), textOf(right), budget);
  if (operator === "+" && typeof left === "string" && typeof right === "string") {
    return joined(left, right, budget);
  }
  if (operator === "+" && Array.isArray(left) && Array.isArray(right)) {
    budget.spendOn(left.length + right.length);
    return [...left, ...right];
  }
  if (operator === "*" && (typeof left === "string" || Array.isArray(left))) {
    return repeated(left, numberOf(right), budget);
  }
  if (operator === "%" && typeof left === "string") {
    return formatText(left, Array.isArray(right) ? right : [right], {}, budget);
  }
  return calculate(operator, numberOf(left), numberOf(right));
}

function calculate(operator: string, left: number, right: number): number {
  if (right === 0 && /[/%]/.test(operator)) throw new ValueError("Nothing can be divided by 0.");
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "//":
      return Math.floor(left / right);
    case "%":
      return left - right * Math.floor(left / right);
    default:
      return left ** right;
  }
}

function joined(left: string, right: string, budget: Budget): string {
  budget.spendOn(left.length + right.length);
  return left + right;
}

function repeated(value: string | Value[], times: number, budget: Budget): Value {
  const count = Math.max(0, Math.floor(times));
  budget.spendOn(value.length * count);
  if (typeof value === "string") return value.repeat(count);
  return Array.from({ length: count }, () => value).flat();
}

/** A number, or true and false as 1 and 0. */
export function numberOf(value: Value): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  throw new ValueError(`${describe(value)} is no number.`);
}

export function compare(operator: Comparison, left: Value, right: Value, budget: Budget): boolean {
  switch (operator) {
    case "==":
      return isEqual(left, right);
    case "!=":
      return !isEqual(left, right);
    case "in":
      return contains(right, left, budget);
    case "not in":
      return !contains(right, left, budget);
    case "<":
      return compareValues(left, right) < 0;
    case "<=":
      return compareValues(left, right) <= 0;
    case ">":
      return compareValues(left, right) > 0;
    default:
      return compareValues(left, right) >= 0;
  }
}

export function contains(whole: Value, part: Value, budget: Budget): boolean {
  if (typeof whole === "string") {
    budget.spendOn(whole.length);
    return whole.includes(textOf(part));
  }
  if (isMapping(whole)) return typeof part === "string" && Object.hasOwn(whole, part);
  const elements = elementsOf(whole);
  budget.spend(elements.length);
  return elements.some((element) => isEqual(element, part));
}
