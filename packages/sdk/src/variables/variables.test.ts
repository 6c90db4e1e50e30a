import { afterAll, beforeAll, expect, expectTypeOf, test, vi } from "vitest";
import { z } from "zod";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import { flow } from "../flow.ts";
import { getVariable, setVariable, unsetVariable } from "./variables.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test.each([
  ["text", "a"],
  ["number", 1.5],
  ["flag", false],
  ["nothing", null],
  ["list", [1, "b", { c: null }]],
  ["object", { limit: 3, names: ["a"] }],
])("a variable that holds a %s is read as it was set", async (name, value) => {
  await setVariable(name, value);
  expect(await getVariable(name)).toEqual(value);
});

test("a flow reads what was set outside of it", async () => {
  await setVariable("threshold", 4);
  expect(await flow("reads a variable", () => getVariable<number>("threshold"))()).toBe(4);
});

test("a variable that is not there is an error that says how to set it, or the default", async () => {
  await expect(getVariable("missing")).rejects.toMatchObject({
    code: "not_found",
    message: expect.stringContaining('There is no variable "missing". Set it with setVariable("missing"'),
  });
  expect(await getVariable("missing", { default: 7 })).toBe(7);
  expect(await getVariable<number | null>("missing", { default: null })).toBe(null);
});

test("a schema gives the value its type, and names what is wrong with it", async () => {
  await setVariable("region", { name: "eu" });
  const schema = z.object({ name: z.string(), zones: z.number().default(1) });
  const region = await getVariable("region", { schema });
  expectTypeOf(region).toEqualTypeOf<{ name: string; zones: number }>();
  expect(region).toEqual({ name: "eu", zones: 1 });
  await expect(getVariable("region", { schema: z.object({ name: z.number() }) })).rejects.toThrow(
    'The variable "region" is not valid: name: ',
  );
});

test("a variable is replaced only on request, and keeps its tags unless others are given", async () => {
  await setVariable("kept", 1, { tags: ["a"] });
  await expect(setVariable("kept", 2)).rejects.toThrow("Pass { overwrite: true }");
  expect(await getVariable("kept")).toBe(1);
  await setVariable("kept", 2, { overwrite: true });
  const read = () => server.client.getVariableByName({ params: { name: "kept" } });
  expect(await read()).toMatchObject({ value: 2, tags: ["a"] });
  await setVariable("kept", 3, { overwrite: true, tags: ["b"] });
  expect(await read()).toMatchObject({ value: 3, tags: ["b"] });
});

test("unsetting tells whether there was such a variable", async () => {
  await setVariable("gone", 1);
  expect([await unsetVariable("gone"), await unsetVariable("gone")]).toEqual([true, false]);
});

test.each(["With Capitals", "", "a/b", "x".repeat(256)])("%j is refused as a name", async (name) => {
  await expect(setVariable(name, 1)).rejects.toThrow("cannot be the name of a variable");
  await expect(getVariable(name)).rejects.toMatchObject({ code: "invalid_request" });
});

test("without a server it is said which address to set", async () => {
  vi.stubEnv("REEVE_API_URL", "");
  try {
    await expect(getVariable("text")).rejects.toThrow('Reading the variable "text" needs a server');
  } finally {
    vi.stubEnv("REEVE_API_URL", server.apiUrl);
  }
});
