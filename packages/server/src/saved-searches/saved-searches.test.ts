import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

const FILTER = {
  object: "flow_run",
  property: "state",
  type: "any",
  operation: "equals",
  value: ["FAILED", 1, null, { a: "ü\u0000" }],
};

onEachServer((server) => {
  const save = (name: string, filters?: unknown) => server.call("PUT", "/saved_searches/", { name, filters });

  describe("a saved search", () => {
    test("is read back as it was saved", async () => {
      const { status, body } = await save("failed runs", [FILTER]);
      expect(status).toBe(201);
      expect(body).toMatchObject({ name: "failed runs", filters: [FILTER] });
      expect(await server.get(`/saved_searches/${body.id}`)).toMatchObject({ status: 200, body });
    });

    test("takes the place of the one of its name, whose id it keeps", async () => {
      const first = await save("mine", [FILTER]);
      const second = await save("mine");
      expect(second).toMatchObject({ status: 200, body: { id: first.body.id, filters: [] } });
      expect(second.body.created).toBe(first.body.created);
      expect(second.body.updated > first.body.updated).toBe(true);
    });

    test("saved by many at once is saved once", async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => save("race", [FILTER])));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    test("is deleted once", async () => {
      const { body } = await save("short-lived");
      expect((await server.call("DELETE", `/saved_searches/${body.id}`)).status).toBe(204);
      expect((await server.call("DELETE", `/saved_searches/${body.id}`)).status).toBe(404);
      expect((await server.get(`/saved_searches/${body.id}`)).status).toBe(404);
    });

    test("needs a name, and conditions that are whole", async () => {
      expect((await server.call("PUT", "/saved_searches/", { filters: [] })).status).toBe(422);
      const { value: _, ...partial } = FILTER;
      expect((await save("x", [partial])).status).toBe(422);
      expect((await save("x", [{ ...partial, value: null }])).status).toBe(201);
    });
  });

  test("saved searches are listed by their names, page by page", async () => {
    const prefix = `list-${randomUUID()}`;
    for (const suffix of ["c", "a", "b"]) await save(`${prefix}-${suffix}`);
    const { body: all } = await server.post("/saved_searches/filter", {});
    const names = all.map(({ name }: { name: string }) => name);
    expect(names).toEqual(names.toSorted());
    expect(names.filter((name: string) => name.startsWith(prefix))).toHaveLength(3);
    const { body: second } = await server.post("/saved_searches/filter", { limit: 1, offset: 1 });
    expect(second).toEqual([all[1]]);
    expect((await server.post("/saved_searches/filter", { limit: 201 })).status).toBe(422);
  });
});
