import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import { flow } from "./flow.ts";
import type { TaskFuture } from "./future.ts";
import { task } from "./task.ts";

const add = task("add", async (a: number, b: number) => a + b);
const total = task("total", (numbers: number[], label?: string) => `${label} ${numbers.length}`);

test("a task keeps the types of its function", () => {
  expectTypeOf(add).returns.resolves.toEqualTypeOf<number>();
  expectTypeOf(add.submit).returns.toEqualTypeOf<TaskFuture<number>>();
  expectTypeOf(add.map).returns.toEqualTypeOf<TaskFuture<number>[]>();
  // @ts-expect-error the second argument is missing
  () => add(1);
  // @ts-expect-error text is no number
  () => add.submit("1", 2);
});

test("a function that names runs has the types of the task's arguments", () => {
  task("named", { runName: (city, n) => `${city.length + n}` }, (city: string, n: number) => city.repeat(n));
  flow("named", { runName: ({ city }) => city.toUpperCase() }, ({ city }: { city: string }) => city);
});

test("a task takes futures where it takes values", () => {
  () => add(add.submit(1, 2), 3);
  () => total([add.submit(1, 2), 3]);
  () => total(add.map([1, 2], 3), "sum");
  () => add.map([add.submit(1, 2), 3], add.submit(4, 5));
  // @ts-expect-error a future of text is no future of a number
  () => add(total.submit([1]), 3);
});

test("a flow's parameters have the types of its schema: what goes in, and what comes out", () => {
  const schema = z.object({ n: z.string().transform(Number), name: z.string().default("x") });
  const typed = flow("typed", { parameters: schema, retries: 1 }, ({ n, name }) => {
    expectTypeOf(n).toEqualTypeOf<number>();
    return name;
  });
  expectTypeOf(typed).returns.resolves.toEqualTypeOf<string>();
  () => typed({ n: "1" });
  () => typed({ n: total.submit([1]) });
  // @ts-expect-error n is required
  () => typed({});
});

test("a flow without a schema has the parameters of its function", () => {
  const plain = flow("plain", async (parameters: { city: string }) => parameters.city.length);
  expectTypeOf(plain).returns.resolves.toEqualTypeOf<number>();
  () => plain({ city: "Köln" });
  // @ts-expect-error a city is text
  () => plain({ city: 3 });
  const none = flow("none", { logPrints: true }, () => 1);
  () => none();
});
