import { describe, expect, test } from "vitest";
import { createFlowRun } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const UNKNOWN = "01a20580-bdec-7052-b5b7-5d56cfc62906";

onEachServer((server) => {
  const send = (id: string, key: string, value: string, sender?: string) =>
    server.post(`/flow_runs/${id}/input`, { key, value, sender });
  const list = async (id: string, query: object) =>
    (await server.post(`/flow_runs/${id}/input/filter`, query)).body as { key: string }[];
  const keysOf = async (id: string, query: object) => (await list(id, query)).map(({ key }) => key);
  const pathOf = (id: string, key: string) => `/flow_runs/${id}/input/${key}`;

  describe("an input of a flow run", () => {
    test("is read back as text, to the last character", async () => {
      const { id } = await createFlowRun(server);
      const value = '{"x": 1.0, "text": "Ü 🐈 \\" \\n"}\n';
      expect(await send(id, "a-1", value)).toMatchObject({ status: 201, body: null });
      const { status, body, headers } = await server.get(pathOf(id, "a-1"));
      expect([status, body]).toEqual([200, value]);
      expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
    });

    test("has its run, its sender and its time in lists", async () => {
      const { id } = await createFlowRun(server);
      await send(id, "a", "1", "prefect.flow-run.x");
      const [input] = await list(id, { prefix: "a" });
      expect(input).toMatchObject({ flow_run_id: id, key: "a", value: "1", sender: "prefect.flow-run.x" });
      expect(Object.keys(input!).sort()).toEqual(
        ["id", "created", "updated", "flow_run_id", "key", "value", "sender"].sort(),
      );
    });

    test("does not take the place of another", async () => {
      const { id } = await createFlowRun(server);
      await send(id, "a", "first");
      const again = await send(id, "a", "second");
      expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining("key a") } });
      expect((await server.get(pathOf(id, "a"))).body).toBe("first");
      const other = await createFlowRun(server);
      expect((await send(other.id, "a", "its own")).status).toBe(201);
    });

    test("sent by many at once under one key is stored once", async () => {
      const { id } = await createFlowRun(server);
      const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => send(id, "race", String(i))));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(11).fill(409)]);
    });

    test("is deleted once", async () => {
      const { id } = await createFlowRun(server);
      await send(id, "a", "1");
      expect((await server.call("DELETE", pathOf(id, "a"))).status).toBe(204);
      expect((await server.call("DELETE", pathOf(id, "a"))).status).toBe(404);
      expect((await server.get(pathOf(id, "a"))).status).toBe(404);
    });

    test("goes with its run", async () => {
      const { id } = await createFlowRun(server);
      await send(id, "a", "1");
      await server.call("DELETE", `/flow_runs/${id}`);
      expect(await list(id, { prefix: "a" })).toEqual([]);
    });

    test("needs a run that is there, a value, and a key of lower case, digits and dashes", async () => {
      const { id } = await createFlowRun(server);
      expect(await send(UNKNOWN, "a", "1")).toMatchObject({
        status: 404,
        body: { detail: expect.stringContaining(UNKNOWN) },
      });
      for (const key of ["A", "a b", "a_b", "a/b", "ä"]) expect((await send(id, key, "1")).status).toBe(422);
      expect((await server.post(`/flow_runs/${id}/input`, { key: "a" })).status).toBe(422);
      expect((await send(id, "x".repeat(100_000), "1")).status).toBeLessThan(500);
    });
  });

  describe("a list of inputs", () => {
    test("has the oldest one whose key begins so, or as many as are asked for", async () => {
      const { id } = await createFlowRun(server);
      for (const key of ["b-2", "a-1", "b-1", "b-3", "c"]) await send(id, key, key);
      expect(await keysOf(id, { prefix: "b-" })).toEqual(["b-2"]);
      expect(await keysOf(id, { prefix: "b-", limit: 10 })).toEqual(["b-2", "b-1", "b-3"]);
      expect(await keysOf(id, { prefix: "", limit: 2 })).toEqual(["b-2", "a-1"]);
      expect(await keysOf(id, { prefix: "x", limit: 10 })).toEqual([]);
      expect(await keysOf(UNKNOWN, { prefix: "" })).toEqual([]);
    });

    test("leaves out the keys that were seen already, however many", async () => {
      const { id } = await createFlowRun(server);
      for (const key of ["a-1", "a-2"]) await send(id, key, key);
      expect(await keysOf(id, { prefix: "a", exclude_keys: ["a-1"] })).toEqual(["a-2"]);
      const seen = Array.from({ length: 40_000 }, (_, i) => `a-${i + 2}`);
      expect(await keysOf(id, { prefix: "a", limit: 5, exclude_keys: seen })).toEqual(["a-1"]);
    });

    test("takes what would be a pattern in SQL for what it is", async () => {
      const { id } = await createFlowRun(server);
      await send(id, "a", "1");
      for (const prefix of ["%", "_", "a%", "\\", "'", "🐈", "x".repeat(100_000)]) {
        expect(await keysOf(id, { prefix, limit: 10 })).toEqual([]);
      }
    });

    test("has at most as many as the server lists", async () => {
      const { id } = await createFlowRun(server);
      for (const limit of [-1, 201, 2 ** 40]) {
        expect((await server.post(`/flow_runs/${id}/input/filter`, { prefix: "", limit })).status).toBe(422);
      }
      expect(await list(id, { prefix: "", limit: 0 })).toEqual([]);
    });
  });
});
