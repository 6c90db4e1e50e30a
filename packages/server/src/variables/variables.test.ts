import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { getVariableValues } from "./read-variables.ts";

onEachServer((server) => {
  const newName = () => `v-${randomUUID()}`;
  const create = async (own: object = {}) =>
    (await server.post("/variables/", { name: newName(), value: "x", ...own })).body;
  const namesOf = (answer: { body: { name: string }[] }) => answer.body.map(({ name }) => name);

  test("a variable is created and read by its id and by its name", async () => {
    const name = newName();
    const created = await server.post("/variables/", { name, value: { a: [1, null] }, tags: ["t"] });
    expect(created).toMatchObject({ status: 201, body: { name, value: { a: [1, null] }, tags: ["t"] } });
    expect(Object.keys(created.body).sort()).toEqual(["created", "id", "name", "tags", "updated", "value"]);
    expect(await server.get(`/variables/${created.body.id}`)).toMatchObject({
      status: 200,
      body: created.body,
    });
    expect(await server.get(`/variables/name/${name}`)).toMatchObject({ status: 200, body: created.body });
  });

  test.each([["text"], [7], [1.5], [true], [false], [null], [[]], [{}], [""], ["\0 \ud800"]])(
    "a variable's value may be any JSON: %j",
    async (value) => {
      const { id } = await create({ value });
      expect((await server.get(`/variables/${id}`)).body.value).toEqual(value);
    },
  );

  test("numbers come back as they were spelled, since Python tells 1.0 from 1", async () => {
    const { id } = await create();
    const change = '{"value":[1,1.0,1e-07,12345678901234567890]}';
    const headers = { "content-type": "application/json" };
    expect((await server.call("PATCH", `/variables/${id}`, change, headers)).status).toBe(204);
    const answer = await fetch(`${server.apiUrl}/variables/${id}`);
    expect(await answer.text()).toContain('"value":[1,1.0,1e-07,12345678901234567890]');
  });

  test("a name is given once, whether by creating or by renaming", async () => {
    const [taken, other] = [await create(), await create()];
    for (const answer of [
      await server.post("/variables/", { name: taken.name, value: 1 }),
      await server.call("PATCH", `/variables/${other.id}`, { name: taken.name }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining(taken.name) } });
    }
    expect((await server.get(`/variables/${other.id}`)).body.name).toBe(other.name);
  });

  test("of many who create one name at once, one does", async () => {
    const name = newName();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, value) => server.post("/variables/", { name, value })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  });

  test("a name has small letters, digits, dashes and underscores, and at most 255 of them", async () => {
    for (const name of ["A", "a b", "a.b", "ä", "a".repeat(256), "a\n"]) {
      expect((await server.post("/variables/", { name, value: 1 })).status, name).toBe(422);
    }
    const longest = newName().padEnd(255, "_");
    expect((await server.post("/variables/", { name: longest, value: 1 })).status).toBe(201);
  });

  test("a value takes at most 5,000 characters as JSON", async () => {
    const { id } = await create({ value: "x".repeat(4998) });
    const answer = await server.post("/variables/", { name: newName(), value: "x".repeat(4999) });
    expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringContaining("5001") } });
    const update = await server.call("PATCH", `/variables/${id}`, { value: ["x".repeat(5000)] });
    expect(update.status).toBe(422);
  });

  test.each(["id", "name"])("an update by %s changes what is sent and nothing else", async (key) => {
    const variable = await create({ value: 1, tags: ["a"] });
    const path = key === "id" ? `/variables/${variable.id}` : `/variables/name/${variable.name}`;
    expect((await server.call("PATCH", path, { value: 2 })).status).toBe(204);
    expect((await server.call("PATCH", path, { tags: ["b"], name: null })).status).toBe(204);
    const { body } = await server.get(`/variables/${variable.id}`);
    expect(body).toEqual({ ...variable, value: 2, tags: ["b"], updated: expect.any(String) });
    expect(body.updated > variable.updated).toBe(true);
    expect((await server.call("PATCH", path, { value: null })).status).toBe(204);
    expect((await server.get(`/variables/${variable.id}`)).body.value).toBeNull();
    expect((await server.call("PATCH", path, { other: 1 })).status).toBe(422);
  });

  test("a deleted variable is gone", async () => {
    const [first, second] = [await create(), await create()];
    expect((await server.call("DELETE", `/variables/${first.id}`)).status).toBe(204);
    expect((await server.call("DELETE", `/variables/name/${second.name}`)).status).toBe(204);
    expect((await server.get(`/variables/${first.id}`)).status).toBe(404);
    expect((await server.get(`/variables/name/${second.name}`)).status).toBe(404);
  });

  test("an unknown variable is 404 for every call", async () => {
    for (const path of [`/variables/${newId()}`, "/variables/name/nobody"]) {
      for (const [method, body] of [
        ["GET", undefined],
        ["PATCH", { value: 1 }],
        ["DELETE", undefined],
      ] as const) {
        const answer = await server.call(method, path, body);
        expect(answer, `${method} ${path}`).toMatchObject({ status: 404, body: { detail: /./ } });
      }
    }
  });

  test("variables are listed by name, filtered, sorted and counted", async () => {
    const prefix = randomUUID().slice(0, 8);
    for (const letter of ["c", "a", "b"]) {
      await create({ name: `${prefix}-${letter}`, tags: letter === "b" ? [] : [letter, "all"] });
    }
    const [a, b, c] = ["a", "b", "c"].map((letter) => `${prefix}-${letter}`);
    const variables = { name: { like_: prefix.toUpperCase() } };
    const list = async (own: object) => namesOf(await server.post("/variables/filter", own));
    expect(await list({ variables })).toEqual([a, b, c]);
    expect(await list({ variables, sort: null, limit: null })).toEqual([a, b, c]);
    expect(await list({ variables, sort: "NAME_DESC" })).toEqual([c, b, a]);
    expect(await list({ variables, sort: "CREATED_DESC" })).toEqual([b, a, c]);
    await server.call("PATCH", `/variables/name/${c}`, { value: 2 });
    expect(await list({ variables, sort: "UPDATED_DESC" })).toEqual([c, b, a]);
    expect(await list({ variables, limit: 1, offset: 1 })).toEqual([b]);
    expect(await list({ variables: { name: { any_: [c, a] } } })).toEqual([a, c]);
    expect(await list({ variables: { ...variables, tags: { all_: ["all"] } } })).toEqual([a, c]);
    expect(await list({ variables: { ...variables, tags: { is_null_: true } } })).toEqual([b]);
    expect((await server.post("/variables/count", { variables })).body).toBe(3);
    expect((await server.post("/variables/filter", { limit: 201 })).status).toBe(422);
  });

  test("each change is told in an event with the variable as it then was", async () => {
    const { id, name } = await create({ value: { a: 1 }, tags: ["t"] });
    await server.call("PATCH", `/variables/${id}`, { value: null });
    await server.call("PATCH", `/variables/${id}`, { name: name.toUpperCase() });
    await server.call("DELETE", `/variables/name/${name}`);
    expect(await eventsOf(server, `prefect.variable.${id}`)).toEqual(
      [
        ["created", { name, value: { a: 1 }, tags: ["t"] }],
        ["updated", { name, value: null, tags: ["t"] }],
        ["deleted", { name, value: null, tags: ["t"] }],
      ].map(([verb, payload]) => ({
        event: `prefect.variable.${verb}`,
        resource: { "prefect.resource.id": `prefect.variable.${id}`, "prefect.resource.name": name },
        related: [],
        payload,
      })),
    );
  });

  test("the values of named variables are read at once; names without a variable are left out", async () => {
    const [first, second] = [await create({ value: { deep: 1 } }), await create({ value: null })];
    const values = await getVariableValues(server.database.reader, [first.name, second.name, "nobody"]);
    expect(values).toEqual(
      new Map<string, unknown>([
        [first.name, { deep: 1 }],
        [second.name, null],
      ]),
    );
    expect(await getVariableValues(server.database.reader, [])).toEqual(new Map());
  });
});
