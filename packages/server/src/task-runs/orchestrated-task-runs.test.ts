import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createFlowRun, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const createTaskRun = async (own: object = {}) =>
    (await server.post("/task_runs/", { task_key: "t", dynamic_key: randomUUID(), ...own })).body;
  const propose = (id: string, state: object, force = false) =>
    server.post(`/task_runs/${id}/set_state`, { state, force });
  const run = (id: string, state_details: object = {}) => propose(id, { type: "RUNNING", state_details });

  async function createTagLimit(limit: number): Promise<string> {
    const tag = `tag-${randomUUID()}`;
    await server.post("/concurrency_limits/", { tag, concurrency_limit: limit });
    return tag;
  }
  const holdersOf = async (tag: string) =>
    (await server.get(`/concurrency_limits/tag/${tag}`)).body.active_slots;

  test("task runs with a tag run no more at once than its limit allows", async () => {
    const tag = await createTagLimit(1);
    const [first, second] = [
      await createTaskRun({ tags: [tag] }),
      await createTaskRun({ tags: [tag, "free"] }),
    ];
    expect((await run(first.id)).body.status).toBe("ACCEPT");
    expect(await holdersOf(tag)).toEqual([first.id]);
    const waiting = await run(second.id);
    expect(waiting).toMatchObject({ status: 200, body: { status: "WAIT", state: { type: "PENDING" } } });
    expect(waiting.body.details.delay_seconds).toBeGreaterThanOrEqual(1);
    expect((await run(first.id)).body.status).toBe("ACCEPT");
    expect(await holdersOf(tag)).toEqual([first.id]);
    await propose(first.id, { type: "COMPLETED" });
    expect(await holdersOf(tag)).toEqual([]);
    expect((await run(second.id)).body.status).toBe("ACCEPT");
  });

  test("a slot is given back by a forced state, a retry and a deletion alike", async () => {
    const tag = await createTagLimit(1);
    const forced = await createTaskRun({ tags: [tag] });
    await run(forced.id);
    await propose(forced.id, { type: "CRASHED" }, true);
    expect(await holdersOf(tag)).toEqual([]);
    const retried = await createTaskRun({ tags: [tag], empirical_policy: { retries: 1, retry_delay: 0 } });
    await run(retried.id);
    expect((await propose(retried.id, { type: "FAILED" })).body.state.name).toBe("AwaitingRetry");
    expect(await holdersOf(tag)).toEqual([]);
    await run(retried.id);
    expect(await holdersOf(tag)).toEqual([retried.id]);
    await server.call("DELETE", `/task_runs/${retried.id}`);
    expect(await holdersOf(tag)).toEqual([]);
  });

  test("the task runs of a deleted flow run give their slots back", async () => {
    const tag = await createTagLimit(2);
    for (const path of ["flow_runs", "flows"]) {
      const flowRun = await createFlowRun(server);
      await setState(server, flowRun.id, { type: "RUNNING" });
      const taskRun = await createTaskRun({ flow_run_id: flowRun.id, tags: [tag] });
      await run(taskRun.id);
      expect(await holdersOf(tag)).toEqual([taskRun.id]);
      await server.call("DELETE", `/${path}/${path === "flows" ? flowRun.flow_id : flowRun.id}`);
      expect(await holdersOf(tag), path).toEqual([]);
    }
  });

  test("of many that start at once, no more run than there are slots", async () => {
    const tag = await createTagLimit(3);
    const taskRuns = await Promise.all(Array.from({ length: 12 }, () => createTaskRun({ tags: [tag] })));
    const answers = await Promise.all(taskRuns.map(({ id }) => run(id)));
    expect(answers.filter(({ body }) => body.status === "ACCEPT")).toHaveLength(3);
    expect(answers.filter(({ body }) => body.status === "WAIT")).toHaveLength(9);
    expect(await holdersOf(tag)).toHaveLength(3);
  });

  test("background task runs need no slot", async () => {
    const tag = await createTagLimit(0);
    const { id } = await createTaskRun({ tags: [tag] });
    expect((await run(id)).body.status).toBe("ABORT");
    expect((await run(id, { deferred: true })).body.status).toBe("ACCEPT");
  });

  test("a task run with a known cache key ends with the stored result at once", async () => {
    const cache_key = `key-${randomUUID()}`;
    const data = { type: "reference", storage_key: "a" };
    const first = await createTaskRun();
    expect((await run(first.id, { cache_key })).body.status).toBe("ACCEPT");
    await propose(first.id, { type: "COMPLETED", data, state_details: { cache_key } });
    const second = await createTaskRun();
    expect(await run(second.id, { cache_key })).toMatchObject({
      status: 201,
      body: {
        status: "REJECT",
        state: {
          type: "COMPLETED",
          name: "Cached",
          data,
          state_details: { task_run_id: second.id, cache_key },
        },
      },
    });
    const third = await createTaskRun();
    expect((await run(third.id, { cache_key, refresh_cache: true })).body.status).toBe("ACCEPT");
  });

  test("what is stored under a cache key is the newest that has not expired", async () => {
    const cache_key = `key-${randomUUID()}`;
    const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    for (const [message, cache_expiration] of [
      ["long", inSeconds(1000)],
      ["short", inSeconds(100)],
    ]) {
      const { id } = await createTaskRun();
      await run(id);
      const state_details = { cache_key, cache_expiration };
      await propose(id, { type: "COMPLETED", message, state_details });
    }
    const cached = async () => (await run((await createTaskRun()).id, { cache_key })).body.state;
    expect(await cached()).toMatchObject({ name: "Cached", message: "short" });
    server.passSeconds(200);
    expect(await cached()).toMatchObject({ name: "Cached", message: "long" });
    server.passSeconds(1000);
    expect(await cached()).toMatchObject({ name: "Running" });
  });

  test("a stored result goes with its task run", async () => {
    const cache_key = `key-${randomUUID()}`;
    const { id } = await createTaskRun();
    await run(id);
    await propose(id, { type: "COMPLETED", state_details: { cache_key } });
    await server.call("DELETE", `/task_runs/${id}`);
    expect((await run((await createTaskRun()).id, { cache_key })).body.status).toBe("ACCEPT");
  });
});
