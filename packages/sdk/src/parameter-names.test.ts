import { expect, test } from "vitest";
import { parameterNames } from "./parameter-names.ts";

type Fn = (...args: never[]) => unknown;
const names = (fn: Fn, count: number) =>
  Array.from({ length: count }, (_, index) => parameterNames(fn)(index));

test.each<[string, Fn, string[]]>([
  ["an arrow function", (a: number, b: string) => [a, b], ["a", "b"]],
  ["an async arrow function", async (city: string) => city, ["city"]],
  [
    "a function",
    function add(x: number, y = [1, Math.max(2, 3)]) {
      return [x, y];
    },
    ["x", "y"],
  ],
  [
    "an object with methods",
    {
      run(first: number, ...rest: number[]) {
        return [first, rest];
      },
    }.run,
    ["first", "rest"],
  ],
  ["a destructured parameter", ({ a }: { a: number }, b: number) => [a, b], ["arg0", "b"]],
  ["a function of the platform", Math.max, ["arg0"]],
])("the names of the parameters of %s are read from its source", (_, fn, expected) => {
  expect(names(fn, expected.length)).toEqual(expected);
});
