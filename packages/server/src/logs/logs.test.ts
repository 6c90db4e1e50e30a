import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const line = (own: object = {}) => ({
    name: "prefect.flow_runs",
    level: 20,
    message: "hello",
    timestamp: "2026-01-02T03:04:05.678901Z",
    ...own,
  });
  const store = (lines: object[]) => server.post("/logs/", lines);
  const list = async (logs: object, more: object = {}) =>
    (await server.post("/logs/filter", { logs, ...more })).body;
  const messages = async (logs: object, more: object = {}): Promise<string[]> =>
    (await list(logs, more)).map((log: { message: string }) => log.message);

  test("a batch is stored with 201 and null, and read back with every field", async () => {
    const flow_run_id = randomUUID();
    const task_run_id = randomUUID();
    const answer = await store([
      line({ flow_run_id, task_run_id }),
      line({ flow_run_id, task_run_id: null }),
    ]);
    expect(answer).toMatchObject({ status: 201, body: null });
    const [first, second] = await list({ flow_run_id: { any_: [flow_run_id] } });
    expect(first).toEqual({
      id: expect.any(String),
      created: expect.any(String),
      updated: expect.any(String),
      ...line({ flow_run_id, task_run_id }),
    });
    expect(second).toMatchObject({ task_run_id: null, flow_run_id });
  });

  test("no lines are fine, and so are lines of runs that do not exist or of none", async () => {
    expect((await store([])).status).toBe(201);
    expect((await store([line()])).status).toBe(201);
  });

  test("NUL is dropped and everything else kept", async () => {
    const flow_run_id = randomUUID();
    await store([line({ flow_run_id, message: "a\u0000b 🐈 \n\t\\ 'q' \u0001", name: "n\u0000m" })]);
    expect(await list({ flow_run_id: { any_: [flow_run_id] } })).toMatchObject([
      { message: "ab 🐈 \n\t\\ 'q' \u0001", name: "nm" },
    ]);
  });

  test("a batch of five thousand lines is stored whole and in its order", async () => {
    const flow_run_id = randomUUID();
    const lines = Array.from({ length: 5000 }, (_, i) => line({ flow_run_id, message: `line ${i}` }));
    expect((await store(lines)).status).toBe(201);
    const filter = { flow_run_id: { any_: [flow_run_id] } };
    const [first, last] = [await messages(filter, { limit: 3 }), await messages(filter, { offset: 4998 })];
    expect([first, last]).toEqual([
      ["line 0", "line 1", "line 2"],
      ["line 4998", "line 4999"],
    ]);
  });

  test("lines are sorted by their time to the microsecond", async () => {
    const flow_run_id = randomUUID();
    const at = (microseconds: string) => `2026-01-01 00:00:00.${microseconds}+00:00`;
    await store([
      line({ flow_run_id, message: "c", timestamp: at("000003") }),
      line({ flow_run_id, message: "a", timestamp: at("000001") }),
      line({ flow_run_id, message: "b", timestamp: at("000002") }),
    ]);
    const filter = { flow_run_id: { any_: [flow_run_id] } };
    expect(await messages(filter)).toEqual(["a", "b", "c"]);
    expect(await messages(filter, { sort: "TIMESTAMP_DESC" })).toEqual(["c", "b", "a"]);
    expect(await messages(filter, { sort: "TIMESTAMP_ASC", limit: 1, offset: 1 })).toEqual(["b"]);
  });

  test("a line needs its level, message and time", async () => {
    const { status, body } = await store([line(), { name: "x" }, line({ color: "red" })]);
    expect(status).toBe(422);
    expect(
      body.exception_detail.map(({ type, loc }: { type: string; loc: unknown[] }) => [type, ...loc]),
    ).toEqual([
      ["missing", "body", 1, "level"],
      ["missing", "body", 1, "message"],
      ["missing", "body", 1, "timestamp"],
      ["extra_forbidden", "body", 2, "color"],
    ]);
  });

  describe("a filter", () => {
    const flow_run_id = randomUUID();
    const task_run_id = randomUUID();
    const own = { flow_run_id: { any_: [flow_run_id] } };
    const storeThree = () =>
      store([
        line({ flow_run_id, message: "debug apple", level: 10, timestamp: "2026-01-01T00:00:00Z" }),
        line({
          flow_run_id,
          message: "info pear",
          level: 20,
          timestamp: "2026-01-02T00:00:00Z",
          task_run_id,
        }),
        line({ flow_run_id, message: "error Apple pie", level: 40, timestamp: "2026-01-03T00:00:00Z" }),
      ]);

    test.each<[string, object, string[]]>([
      ["levels", { level: { ge_: 20 } }, ["info pear", "error Apple pie"]],
      ["levels between", { level: { ge_: 10, le_: 20 } }, ["debug apple", "info pear"]],
      [
        "times, inclusively",
        { timestamp: { after_: "2026-01-02T00:00:00Z" } },
        ["info pear", "error Apple pie"],
      ],
      ["times before", { timestamp: { before_: "2026-01-01T00:00:00Z" } }, ["debug apple"]],
      ["task runs", { task_run_id: { any_: [task_run_id] } }, ["info pear"]],
      ["having no task run", { task_run_id: { is_null_: true } }, ["debug apple", "error Apple pie"]],
      ["text in any case", { text: { query: "apple" } }, ["debug apple", "error Apple pie"]],
      ["text without a word", { text: { query: "apple -pie" } }, ["debug apple"]],
      ["text with a phrase", { text: { query: '"apple pie"' } }, ["error Apple pie"]],
      ["the logger's name", { text: { query: "+prefect.flow_runs +pear" } }, ["info pear"]],
    ])("selects by %s", async (_, filter, expected) => {
      if ((await list(own)).length === 0) await storeThree();
      expect(await messages({ ...own, ...filter })).toEqual(expected);
    });

    test("of text may have 200 characters", async () => {
      expect((await server.post("/logs/filter", { logs: { text: { query: "x".repeat(200) } } })).status).toBe(
        200,
      );
      expect((await server.post("/logs/filter", { logs: { text: { query: "x".repeat(201) } } })).status).toBe(
        422,
      );
    });
  });
});
