import { addSeconds, currentTimestamp, type LogPosition } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlow, createFlowRun } from "../../../test/sample-requests.ts";
import { onEachServer } from "../../../test/start-test-server.ts";

onEachServer((server) => {
  const logged = async (messages: readonly string[], own: (index: number) => object = () => ({})) => {
    const flow = await createFlow(server);
    const { id } = await createFlowRun(server, { flow_id: flow.id });
    const began = currentTimestamp();
    const lines = messages.map((message, index) => ({
      name: "prefect.flow_runs",
      flow_run_id: id,
      level: 20,
      message,
      timestamp: addSeconds(began, index / 100),
      ...own(index),
    }));
    for (let at = 0; at < lines.length; at += 1_000) await server.post("/logs/", lines.slice(at, at + 1_000));
    const search = (body: object) => server.post(`/ui/flow_runs/${id}/logs/search`, body);
    return { id, search };
  };
  type Answer = {
    found: { log: { message: string }; hits: number[] }[];
    reached: LogPosition | null;
    is_complete: boolean;
  };
  const messages = ({ found }: Answer) => found.map(({ log }) => log.message);

  test("a log is searched by a regular expression, which says where it was found", async () => {
    const { search } = await logged(["Loaded 12 rows", "price is missing", "12 of 40 done"]);
    const { body } = (await search({ pattern: "\\d+ (rows|OF)" })) as { body: Answer };
    expect(messages(body)).toEqual(["Loaded 12 rows", "12 of 40 done"]);
    expect(body.found.map(({ hits }) => hits)).toEqual([
      [7, 14],
      [0, 5],
    ]);
    expect(body.is_complete).toBe(true);
    // What comes later is looked for behind the last line that was looked at.
    const { body: later } = await search({ pattern: "done", after: body.reached });
    expect(later).toMatchObject({ found: [], reached: body.reached, is_complete: true });
    expect((await search({ pattern: "flow_runs$" })).body.found).toHaveLength(3);
  });

  test("the lines of one task run alone are searched where that is asked for", async () => {
    const task_run_id = "0197a1b2-0000-7000-8000-000000000001";
    const { search } = await logged(["one", "two", "three"], (index) => (index === 1 ? { task_run_id } : {}));
    expect(messages((await search({ pattern: "o|e", task_run_id })).body)).toEqual(["two"]);
  });

  test("a log of which much matches is searched part by part", async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index}`);
    const { search } = await logged(lines);
    const all: string[] = [];
    let after: LogPosition | null = null;
    let isComplete = false;
    for (let parts = 0; !isComplete && parts < 5; parts++) {
      const { body } = (await search({ pattern: "^line", after })) as { body: Answer };
      all.push(...messages(body));
      ({ reached: after, is_complete: isComplete } = body);
    }
    expect(all).toEqual(lines);
  });

  test("an expression that would take for ever is ended, and holds up nobody meanwhile", async () => {
    const { search } = await logged([`${"a".repeat(40)}!`]);
    const refused = search({ pattern: "^(a+)+$" });
    let isOver = false;
    void refused.then(() => {
      isOver = true;
    });
    expect((await server.get("/health")).status).toBe(200);
    expect(isOver).toBe(false);
    const { status, body } = await refused;
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain("takes too long");
    expect((await search({ pattern: "a!" })).body.found).toHaveLength(1);
  });

  test("what is no expression is refused", async () => {
    const { search } = await logged(["one"]);
    const { status, body } = await search({ pattern: "(" });
    expect([status, JSON.stringify(body).includes("is no regular expression")]).toEqual([422, true]);
    expect((await search({ pattern: "" })).status).toBe(422);
  });
});
