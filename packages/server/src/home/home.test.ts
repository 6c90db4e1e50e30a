import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlow, createFlowRun, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const home = async (body: object = {}) => (await server.post("/ui/home", body)).body;
  const fail = async (flowId: string, message: string, own: object = {}) => {
    const run = await createFlowRun(server, { flow_id: flowId, ...own });
    await setState(server, run.id, { type: "RUNNING" });
    await setState(server, run.id, { type: "FAILED", message });
    return run.id as string;
  };
  const tag = () => `tag-${crypto.randomUUID()}`;

  test("failures stand together by their flow and reason, until the flow has completed again", async () => {
    const tags = [tag()];
    const [broken, other] = [await createFlow(server), await createFlow(server)];
    const first = await fail(broken.id, "ValueError: no column\nTraceback", { tags });
    const second = await fail(broken.id, "Flow run encountered an exception: ValueError: no column", {
      tags,
    });
    await fail(other.id, "ValueError: no column", { tags });
    const before = await home({ tags });
    expect(before.failures.count).toBe(3);
    expect(before.failures.groups).toMatchObject([
      { flow_id: other.id, count: 1 },
      {
        flow_id: broken.id,
        flow_name: broken.name,
        reason: "ValueError: no column",
        count: 2,
        latest: { id: second },
        flow_run_ids: [second, first],
        completed_since: null,
      },
    ]);
    const good = await createFlowRun(server, { flow_id: broken.id });
    await setState(server, good.id, { type: "RUNNING" });
    await setState(server, good.id, { type: "COMPLETED" });
    const { failures } = await home({ tags });
    expect(failures.groups[1]).toMatchObject({ flow_id: broken.id, completed_since: { id: good.id } });
    expect(failures.groups[0]).toMatchObject({ flow_id: other.id, completed_since: null });
  });

  test("what runs comes with how long its flow usually takes, what waits with why", async () => {
    const tags = [tag()];
    const flow = await createFlow(server);
    const done = await createFlowRun(server, { flow_id: flow.id });
    await setState(server, done.id, { type: "RUNNING" });
    server.passSeconds(90);
    await setState(server, done.id, { type: "COMPLETED" });
    const running = await createFlowRun(server, { flow_id: flow.id, tags });
    await setState(server, running.id, { type: "RUNNING" });
    const pool = `pool-${crypto.randomUUID()}`;
    await server.post("/work_pools/", { name: pool, type: "process" });
    const late = await createFlowRun(server, { flow_id: flow.id, tags, work_pool_name: pool });
    const scheduled_time = addSeconds(currentTimestamp(), 20);
    await setState(
      server,
      late.id,
      { type: "SCHEDULED", name: "Late", state_details: { scheduled_time } },
      true,
    );
    const page = await home({ tags });
    expect(page.running).toMatchObject({
      count: 1,
      runs: [{ row: { flow_run: { id: running.id }, flow_name: flow.name }, waits_because: null }],
    });
    expect(page.running.runs[0].usual_seconds).toBeGreaterThan(89);
    expect(page.waiting).toMatchObject({ count: 1, runs: [{ row: { flow_run: { id: late.id } } }] });
    expect(page.waiting.runs[0].waits_because).toMatch(/worker/i);
    const found = page.pools.find(({ name }: { name: string }) => name === pool);
    expect(found).toMatchObject({
      late_runs: 1,
      late_since: scheduled_time,
      online_workers: 0,
      ended_runs: 0,
    });
    await server.post(`/work_pools/${pool}/workers/heartbeat`, { name: "w" });
    const after = (await home({ tags })).pools.find(({ name }: { name: string }) => name === pool);
    expect(after).toMatchObject({ online_workers: 1 });
    await setState(server, late.id, { type: "RUNNING" }, true);
    const served = (await home({ tags })).pools.find(({ name }: { name: string }) => name === pool);
    expect(served).toMatchObject({ late_runs: 0, late_since: null });
    await setState(server, late.id, { type: "COMPLETED" });
    const lost = await createFlowRun(server, { flow_id: flow.id, tags, work_pool_name: pool });
    await setState(server, lost.id, { type: "CRASHED" }, true);
    const ended = (await home({ tags })).pools.find(({ name }: { name: string }) => name === pool);
    expect(ended).toMatchObject({ ended_runs: 2, completed_runs: 1 });
  });

  test("what comes next is in the order of its times, and the history counts what was", async () => {
    const tags = [tag()];
    const flow = await createFlow(server);
    const at = (seconds: number) => addSeconds(currentTimestamp(), 100_000 + seconds);
    const plan = (scheduled_time: string) =>
      createFlowRun(server, {
        flow_id: flow.id,
        tags,
        state: { type: "SCHEDULED", state_details: { scheduled_time } },
      });
    const [later, sooner] = [await plan(at(200)), await plan(at(100))];
    await fail(flow.id, "no", { tags });
    const page = await home({ tags, seconds: 3600 });
    expect(page.has_runs).toBe(true);
    expect(page.next.map(({ flow_run }: { flow_run: { id: string } }) => flow_run.id)).toEqual([
      sooner.id,
      later.id,
    ]);
    const states = page.history.flatMap(({ states }: { states: object[] }) => states);
    expect(states).toMatchObject([{ state_type: "FAILED", count_runs: 1 }]);
    expect((await server.post("/ui/home", { seconds: 1 })).status).toBe(422);
  });

  test("an earlier stretch has what went wrong then, and what goes on now", async () => {
    const tags = [tag()];
    const flow = await createFlow(server);
    const early = await fail(flow.id, "early", { tags });
    server.passSeconds(7_200);
    const late = await fail(flow.id, "late", { tags });
    const running = await createFlowRun(server, { flow_id: flow.id, tags });
    await setState(server, running.id, { type: "RUNNING" });
    const { body: run } = await server.get(`/flow_runs/${early}`);
    // Any spelling of the instant will do.
    const until = `${new Date(Date.parse(run.end_time) + 60_000).toISOString().slice(0, -1)}+00:00`;
    const before = await home({ tags, seconds: 3_600, until });
    expect(before.failures.groups).toMatchObject([{ reason: "early", flow_run_ids: [early] }]);
    expect(before.running).toMatchObject({ count: 1, runs: [{ row: { flow_run: { id: running.id } } }] });
    const counted = before.history.flatMap(({ states }: { states: { count_runs: number }[] }) => states);
    expect(counted).toMatchObject([{ state_type: "FAILED", count_runs: 1 }]);
    const now = await home({ tags, seconds: 3_600 });
    expect(now.failures.groups).toMatchObject([{ reason: "late", flow_run_ids: [late] }]);
  });
});
