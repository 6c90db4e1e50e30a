import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { testContext } from "../../test/test-context.ts";
import type { Database } from "../db/database.ts";
import { createVariable } from "../variables/create-variable.ts";
import { hydrateDraft, hydrateParameters } from "./hydrate-parameters.ts";

forEachDialect((_, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
    await createVariable(testContext(database), { name: "region", value: { zone: "eu-1", sizes: [1, 2] } });
    await createVariable(testContext(database), { name: "count", value: 3 });
  });
  const variable = (variable_name: string) => ({ __prefect_kind: "workspace_variable", variable_name });

  test("parameters are filled in with the variables they name", async () => {
    const parameters = { where: variable("region"), again: [variable("region")], n: variable("count"), x: 1 };
    const region = { zone: "eu-1", sizes: [1, 2] };
    expect(await hydrateParameters(database.reader, parameters)).toEqual({
      where: region,
      again: [region],
      n: 3,
      x: 1,
    });
  });

  test("templates see nothing unless they are rendered otherwise", async () => {
    const parameters = { text: { __prefect_kind: "jinja", template: "<{{ name }}>" } };
    expect(await hydrateParameters(database.reader, parameters)).toEqual({ text: "<>" });
    const shout = (template: string) => template.toUpperCase();
    expect(await hydrateParameters(database.reader, parameters, shout)).toEqual({ text: "<{{ NAME }}>" });
  });

  test("parameters that become no object are refused, and those that are left out are none", async () => {
    await expect(
      hydrateParameters(database.reader, { __prefect_kind: "json", value: "[1]" }),
    ).rejects.toMatchObject({ code: "bad_request" });
    expect(await hydrateParameters(database.reader, { __prefect_kind: "json" })).toEqual({});
  });

  test("parameters nested without end are refused", async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`);
    await expect(hydrateParameters(database.reader, deep)).rejects.toMatchObject({ code: "bad_request" });
  });

  test("what cannot be filled in is refused by its place", async () => {
    const parameters = { a: { b: [1, variable("gone")] } };
    await expect(hydrateParameters(database.reader, parameters)).rejects.toMatchObject({
      code: "bad_request",
      message: "The value of a.b[1] cannot be filled in: there is no variable named gone.",
    });
  });

  test("a draft is filled in as far as it can be, and tells the rest", async () => {
    const draft = {
      known: variable("count"),
      gone: variable("gone"),
      later: [{ __prefect_kind: "jinja", template: "{{ flow_run.name }}" }],
      broken: { __prefect_kind: "jinja", template: "{{" },
    };
    expect(await hydrateDraft(database.reader, draft)).toEqual({
      values: { known: 3, gone: null, later: [null], broken: null },
      faults: [
        { path: ["gone"], message: "there is no variable named gone" },
        { path: ["broken"], message: expect.stringContaining("its template is wrong") },
      ],
      open: [["later", 0]],
    });
  });
});
