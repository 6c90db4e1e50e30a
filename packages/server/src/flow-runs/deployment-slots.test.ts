import { randomUUID } from "node:crypto";
import type { ConcurrencyOptions } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlow, historyOf, setState } from "../../test/sample-requests.ts";
import { onEachServer, type TestServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import { setFlowRunState } from "./set-flow-run-state.ts";

const RENEWING = { "user-agent": "prefect/3.4.11 (API 0.8.4)" };
const NOT_RENEWING = { "user-agent": "prefect/3.4.10 (API 0.8.4)" };

/** A deployment that lets so many of its runs be under way. */
async function createLimitedDeployment(server: TestServer, limit: number, options?: ConcurrencyOptions) {
  const { id: flow_id } = await createFlow(server);
  const given = { name: "limited", flow_id, concurrency_limit: limit, concurrency_options: options };
  const { body } = await server.post("/deployments/", given);
  return { id: body.id as string, flow_id, limitId: body.global_concurrency_limit.id as string };
}

onEachServer((server) => {
  const createRun = async ({ id }: { id: string }, own: object = {}) =>
    (await server.post(`/deployments/${id}/create_flow_run`, own)).body;
  const propose = (id: string, type: string, headers: Record<string, string> = RENEWING) =>
    server.post(`/flow_runs/${id}/set_state`, { state: { type } }, headers);
  const takenSlots = async (limitId: string) =>
    (await server.get(`/v2/concurrency_limits/${limitId}`)).body.active_slots;
  const leaseOf = (answer: { body: { state: { state_details: Record<string, unknown> } } }) =>
    answer.body.state.state_details.deployment_concurrency_lease_id;

  test("a run holds a slot from its claim to its end; the next one waits until then", async () => {
    const deployment = await createLimitedDeployment(server, 1);
    const [first, second] = [await createRun(deployment), await createRun(deployment)];
    const claim = await propose(first.id, "PENDING");
    expect(claim).toMatchObject({ status: 201, body: { status: "ACCEPT" } });
    expect(leaseOf(claim)).toEqual(expect.any(String));
    expect(await takenSlots(deployment.limitId)).toBe(1);

    const refused = await propose(second.id, "PENDING");
    expect(refused).toMatchObject({
      status: 201,
      body: { status: "REJECT", state: { type: "SCHEDULED", name: "AwaitingConcurrencySlot" } },
    });
    const { state } = refused.body;
    const wait = Date.parse(state.state_details.scheduled_time) - Date.parse(state.timestamp);
    expect(wait).toBeCloseTo(30_000, -2);

    const running = await propose(first.id, "RUNNING");
    expect(leaseOf(running)).toBe(leaseOf(claim));
    await propose(first.id, "COMPLETED");
    expect(await takenSlots(deployment.limitId)).toBe(0);
    expect((await propose(second.id, "PENDING")).body.status).toBe("ACCEPT");
  });

  test("of many that claim at once, no more than the limit allows are let through", async () => {
    const deployment = await createLimitedDeployment(server, 3);
    const runs = await Promise.all(Array.from({ length: 12 }, () => createRun(deployment)));
    const answers = await Promise.all(runs.map(({ id }) => propose(id, "PENDING")));
    expect(answers.filter(({ body }) => body.status === "ACCEPT")).toHaveLength(3);
    expect(await takenSlots(deployment.limitId)).toBe(3);
  });

  test("a run that finds no slot is cancelled where its deployment says so", async () => {
    const deployment = await createLimitedDeployment(server, 1, { collision_strategy: "CANCEL_NEW" });
    const [first, second] = [await createRun(deployment), await createRun(deployment)];
    await propose(first.id, "PENDING");
    expect((await propose(second.id, "PENDING")).body.state.type).toBe("CANCELLED");
  });

  test("a limit that is 0, or a deployment that is gone, lets no run start", async () => {
    const closed = await createLimitedDeployment(server, 1);
    await server.call("PATCH", `/v2/concurrency_limits/${closed.limitId}`, { limit: 0 });
    const run = await createRun(closed);
    expect(await propose(run.id, "PENDING")).toMatchObject({ status: 200, body: { status: "ABORT" } });
    // A run that has begun outlives its deployment, which takes along only those that have not.
    const begun = await createRun(await createLimitedDeployment(server, 1));
    for (const type of ["PENDING", "RUNNING", "SCHEDULED"]) await propose(begun.id, type);
    await server.call("DELETE", `/deployments/${begun.deployment_id}`);
    expect((await propose(begun.id, "PENDING")).body.status).toBe("ABORT");
    expect(await historyOf(server, begun.id)).toEqual(["SCHEDULED", "PENDING", "RUNNING", "SCHEDULED"]);
  });

  test("a limit that is switched off holds nobody up", async () => {
    const deployment = await createLimitedDeployment(server, 1);
    await server.call("PATCH", `/v2/concurrency_limits/${deployment.limitId}`, { active: false });
    for (let i = 0; i < 2; i++) {
      const { id } = await createRun(deployment);
      expect((await propose(id, "PENDING")).body.status).toBe("ACCEPT");
    }
  });

  test("a slot that is not renewed goes to another run; the one that lost it is cancelled when it starts", async () => {
    const options = { collision_strategy: "ENQUEUE", grace_period_seconds: 60 } as const;
    const deployment = await createLimitedDeployment(server, 1, options);
    const [slow, quick] = [await createRun(deployment), await createRun(deployment)];
    await propose(slow.id, "PENDING");
    server.passSeconds(61);
    expect(await takenSlots(deployment.limitId)).toBe(0);
    expect((await propose(quick.id, "PENDING")).body.status).toBe("ACCEPT");
    expect((await propose(slow.id, "RUNNING")).body).toMatchObject({
      status: "REJECT",
      state: { type: "CANCELLED" },
    });
    expect(await takenSlots(deployment.limitId)).toBe(1);
  });

  test("a slot that ran out before the run started is taken again while it is free", async () => {
    const options = { collision_strategy: "ENQUEUE", grace_period_seconds: 60 } as const;
    const deployment = await createLimitedDeployment(server, 1, options);
    const run = await createRun(deployment);
    const claim = await propose(run.id, "PENDING");
    server.passSeconds(61);
    const running = await propose(run.id, "RUNNING");
    expect(running.body.status).toBe("ACCEPT");
    expect(leaseOf(running)).not.toBe(leaseOf(claim));
    expect(await takenSlots(deployment.limitId)).toBe(1);
    await propose(run.id, "COMPLETED");
    expect(await takenSlots(deployment.limitId)).toBe(0);
  });

  test("the lease of a running flow run can be renewed, and frees the slot when it is not", async () => {
    const deployment = await createLimitedDeployment(server, 1);
    const run = await createRun(deployment);
    await propose(run.id, "PENDING");
    const running = await propose(run.id, "RUNNING");
    server.passSeconds(200);
    const renew = () =>
      server.post(`/v2/concurrency_limits/leases/${leaseOf(running)}/renew`, { lease_duration: 300 });
    expect((await renew()).status).toBe(204);
    server.passSeconds(200);
    expect(await takenSlots(deployment.limitId)).toBe(1);
    server.passSeconds(101);
    expect(await takenSlots(deployment.limitId)).toBe(0);
    expect((await renew()).status).toBe(410);
  });

  test.each([["an older client", NOT_RENEWING] as const, ["a client that tells no version", {}] as const])(
    "the run of %s holds its slot until it ends",
    async (_, headers) => {
      const deployment = await createLimitedDeployment(server, 1);
      const run = await createRun(deployment);
      await propose(run.id, "PENDING", headers);
      await propose(run.id, "RUNNING", headers);
      server.passSeconds(10_000);
      expect(await takenSlots(deployment.limitId)).toBe(1);
      await propose(run.id, "COMPLETED", headers);
      expect(await takenSlots(deployment.limitId)).toBe(0);
    },
  );

  test("a forced state keeps the slot of a run that goes on, and gives back that of one that does not", async () => {
    const deployment = await createLimitedDeployment(server, 1);
    const run = await createRun(deployment);
    await propose(run.id, "PENDING");
    await setState(server, run.id, { type: "RUNNING" }, true);
    expect(await takenSlots(deployment.limitId)).toBe(1);
    await setState(server, run.id, { type: "CRASHED" }, true);
    expect(await takenSlots(deployment.limitId)).toBe(0);
  });

  test("a run whose process tries it again keeps its slot; a suspended one does not", async () => {
    const deployment = await createLimitedDeployment(server, 1);
    const { id } = await createRun(deployment, { empirical_policy: { retries: 1, retry_delay: 0 } });
    await propose(id, "PENDING");
    await propose(id, "RUNNING");
    expect((await propose(id, "FAILED")).body.state.name).toBe("AwaitingRetry");
    expect(await takenSlots(deployment.limitId)).toBe(1);
    await propose(id, "RUNNING");
    expect(await takenSlots(deployment.limitId)).toBe(1);
    await setState(server, id, { type: "PAUSED", state_details: { pause_reschedule: true } });
    expect(await takenSlots(deployment.limitId)).toBe(0);
    await server.post(`/flow_runs/${id}/resume`);
    expect((await propose(id, "PENDING")).body.status).toBe("ACCEPT");
    expect(await takenSlots(deployment.limitId)).toBe(1);
  });

  test("a deleted run gives its slot back, and a deleted flow takes the limits of its deployments along", async () => {
    const deployment = await createLimitedDeployment(server, 2);
    const [first, second] = [await createRun(deployment), await createRun(deployment)];
    for (const { id } of [first, second]) {
      await propose(id, "PENDING");
      await propose(id, "RUNNING", {});
    }
    await server.call("DELETE", `/flow_runs/${first.id}`);
    expect(await takenSlots(deployment.limitId)).toBe(1);
    await server.call("DELETE", `/flows/${deployment.flow_id}`);
    expect((await server.get(`/v2/concurrency_limits/${deployment.limitId}`)).status).toBe(404);
  });

  test("runs of a deleted flow give back the slots of a limit that others share", async () => {
    const limit = { name: `shared-${randomUUID()}`, limit: 2 };
    const limitId: string = (await server.post("/v2/concurrency_limits/", limit)).body.id;
    const { id: flow_id } = await createFlow(server);
    const given = { name: "shares", flow_id, global_concurrency_limit_id: limitId };
    const run = await createRun((await server.post("/deployments/", given)).body);
    await propose(run.id, "PENDING");
    await propose(run.id, "RUNNING");
    expect(await takenSlots(limitId)).toBe(1);
    await server.call("DELETE", `/flows/${flow_id}`);
    expect(await takenSlots(limitId)).toBe(0);
  });

  test("a late run for which there is no slot is cancelled where its deployment says so", async () => {
    const context = testContext(server.database);
    const markLate = (id: string) =>
      setFlowRunState(context, id, { type: "SCHEDULED", name: "Late" }, "late");
    const deployment = await createLimitedDeployment(server, 1, { collision_strategy: "CANCEL_NEW" });
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => createRun(deployment)));
    expect((await markLate(second.id)).result.state?.name).toBe("Late");
    await propose(first.id, "PENDING");
    expect((await markLate(third.id)).result.state?.type).toBe("CANCELLED");
  });
});
