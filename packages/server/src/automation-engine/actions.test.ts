import { newId } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { createDeployment, createFlowRun, eventsOf, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { createFiredAutomation, related } from "../../test/watch-automation.ts";

onEachServer((server) => {
  const automationWith = (...actions: object[]) => createFiredAutomation(server, actions);
  const get = async (path: string) => (await server.get(path)).body;
  const stateOf = async (flowRunId: string) => (await get(`/flow_runs/${flowRunId}`)).state;
  const about = (id: string) => ({ related: [related("flow-run", id)] });

  test("what becomes of an action is told in two events that follow the one that fired it", async () => {
    const automation = await automationWith({ type: "do-nothing" });
    const done = await automation.outcome();
    const [, triggered, begun] = await eventsOf(server, `prefect.automation.${automation.id}`);
    expect(triggered).toMatchObject({ event: "prefect.automation.triggered" });
    expect(begun).toMatchObject({ event: "prefect.automation.action.triggered" });
    expect(done).toMatchObject({
      event: "prefect.automation.action.executed",
      resource: {
        "prefect.resource.id": `prefect.automation.${automation.id}`,
        "prefect.resource.name": "fired",
        "prefect.trigger-type": "event",
        "prefect.posture": "Reactive",
      },
      payload: { action_index: 0, action_type: "do-nothing", invocation: expect.any(String) },
    });
    const roles = done.related.map((resource) => resource["prefect.resource.role"]);
    expect(roles).toEqual(["automation-triggered-event", "triggering-event"]);
    const { body } = await server.post("/events/filter", { filter: { id: { id: [done.follows] } } });
    expect(body.events).toMatchObject([
      {
        event: "prefect.automation.action.triggered",
        payload: { invocation: done.payload.invocation },
        follows: expect.any(String),
      },
    ]);
  });

  describe("a deployment", () => {
    const selected = (deployment_id: string) => ({ source: "selected", deployment_id });

    test("is run, with parameters filled in from the event", async () => {
      const deployment = await createDeployment(server, { parameters: { kept: 1, x: 0 } });
      await server.post("/variables/", { name: "greeting", value: { text: "hi" } });
      const automation = await automationWith({
        type: "run-deployment",
        ...selected(deployment.id),
        parameters: {
          x: "{{ event.payload.rows }}",
          list: ["{{ event.payload.names }}", "{{ event.payload.rows }} rows"],
          greeting: { __prefect_kind: "workspace_variable", variable_name: "greeting" },
          none: "{{ event.payload.missing }}",
        },
        schedule_after: 60,
      });
      const payload = { rows: 7, names: ["a", "b"] };
      const done = await automation.outcome({ payload });
      expect(done.event, JSON.stringify(done.payload)).toBe("prefect.automation.action.executed");
      const run = done.related.find((resource) => resource["prefect.resource.role"] === "flow-run")!;
      const flowRun = await get(`/flow_runs/${run["prefect.resource.id"]!.split(".").at(-1)}`);
      expect(flowRun).toMatchObject({
        deployment_id: deployment.id,
        parameters: { kept: 1, x: 7, list: [["a", "b"], "7 rows"], greeting: { text: "hi" }, none: null },
        created_by: { id: automation.id, type: "AUTOMATION", display_value: "fired" },
        state: { type: "SCHEDULED" },
        idempotency_key: `automation ${automation.id}, action 0, invocation ${done.payload.invocation}`,
      });
      const delay = Date.parse(flowRun.state.state_details.scheduled_time) - Date.parse(flowRun.created);
      expect(delay).toBeGreaterThan(55_000);
      expect(done.related).toContainEqual(related("deployment", deployment.id, "target"));
    });

    test("is paused and goes on, selected or inferred", async () => {
      const deployment = await createDeployment(server);
      const pausing = await automationWith({ type: "pause-deployment", ...selected(deployment.id) });
      expect((await pausing.outcome()).event).toMatch(/executed$/);
      expect((await get(`/deployments/${deployment.id}`)).paused).toBe(true);
      const resuming = await automationWith({ type: "resume-deployment", source: "inferred" });
      await resuming.outcome({ related: [related("deployment", deployment.id)] });
      expect((await get(`/deployments/${deployment.id}`)).paused).toBe(false);
    });

    test("that is not there, or that no event names, makes the action fail with the reason", async () => {
      const gone = await automationWith({ type: "run-deployment", ...selected(newId()) });
      expect(await gone.outcome()).toMatchObject({
        event: "prefect.automation.action.failed",
        payload: { status_code: 404, reason: expect.stringContaining("There is no deployment") },
      });
      const inferred = await automationWith({ type: "run-deployment", source: "inferred" });
      expect(await inferred.outcome()).toMatchObject({
        payload: { reason: expect.stringMatching(/No deployment could be inferred: the event go\./) },
      });
    });
  });

  describe("a flow run", () => {
    test("is cancelled: at once before it began, else by asking its process", async () => {
      const automation = await automationWith({ type: "cancel-flow-run" });
      const scheduled = await createFlowRun(server, { state: { type: "SCHEDULED" } });
      const done = await automation.outcome(about(scheduled.id));
      expect(done.event).toMatch(/executed$/);
      expect(done.related).toContainEqual(related("flow-run", scheduled.id, "target"));
      expect(await stateOf(scheduled.id)).toMatchObject({ type: "CANCELLED" });
      const running = await createFlowRun(server);
      await setState(server, running.id, { type: "RUNNING" });
      await automation.outcome(about(running.id));
      expect(await stateOf(running.id)).toMatchObject({ type: "CANCELLING" });
    });

    test("that is counted apart is the one that is meant, not another that the event names", async () => {
      const [meant, other] = [await createFlowRun(server), await createFlowRun(server)];
      for (const { id } of [meant, other]) await setState(server, id, { type: "RUNNING" });
      const automation = await createFiredAutomation(server, [{ type: "cancel-flow-run" }]);
      const { trigger } = await get(`/automations/${automation.id}`);
      await server.call("PUT", `/automations/${automation.id}`, {
        name: "apart",
        trigger: { ...trigger, for_each: ["prefect.resource.id"] },
        actions: [{ type: "cancel-flow-run" }],
      });
      await automation.outcome({
        resource: { "prefect.resource.id": `prefect.flow-run.${meant.id}` },
        related: [related("flow-run", other.id)],
      });
      expect(await stateOf(meant.id)).toMatchObject({ type: "CANCELLING" });
      expect(await stateOf(other.id)).toMatchObject({ type: "RUNNING" });
    });

    test("is suspended and resumed", async () => {
      const deployment = await createDeployment(server);
      const run = await createFlowRun(server, { flow_id: deployment.flow_id, deployment_id: deployment.id });
      await setState(server, run.id, { type: "RUNNING" });
      const suspending = await automationWith({ type: "suspend-flow-run" });
      expect((await suspending.outcome(about(run.id))).event).toMatch(/executed$/);
      expect(await stateOf(run.id)).toMatchObject({
        type: "PAUSED",
        name: "Suspended",
        state_details: { pause_reschedule: true },
      });
      const resuming = await automationWith({ type: "resume-flow-run" });
      await resuming.outcome(about(run.id));
      expect(await stateOf(run.id)).toMatchObject({ type: "SCHEDULED", name: "Resuming" });
    });

    test("takes a state, or the action fails with what the rules say", async () => {
      const run = await createFlowRun(server);
      const failing = { type: "change-flow-run-state", state: "FAILED", name: "Late", message: "too late" };
      const automation = await automationWith(failing);
      expect((await automation.outcome(about(run.id))).event).toMatch(/executed$/);
      expect(await stateOf(run.id)).toMatchObject({ type: "FAILED", name: "Late", message: "too late" });
      const pausing = await automationWith({ type: "change-flow-run-state", state: "PAUSED" });
      expect(await pausing.outcome(about(run.id))).toMatchObject({
        event: "prefect.automation.action.failed",
        payload: { reason: expect.stringContaining("ABORT") },
      });
      expect((await automation.outcome(about(newId()))).payload.reason).toContain("There is no flow run");
    });

    test("is deleted", async () => {
      const run = await createFlowRun(server);
      const automation = await automationWith({ type: "delete-flow-run" });
      expect((await automation.outcome(about(run.id))).event).toMatch(/executed$/);
      expect((await server.get(`/flow_runs/${run.id}`)).status).toBe(404);
    });
  });

  describe("what an action is done to", () => {
    const KINDS = ["deployment", "work-pool", "work-queue", "automation"] as const;
    const idField = (kind: string) => `${kind.replace("-", "_")}_id`;
    const actionsOn = (verb: string, of: (kind: string) => object) =>
      KINDS.map((kind) => ({ type: `${verb}-${kind}`, ...of(kind) }));
    const inferred = () => ({ source: "inferred" });

    test("is selected, or inferred from the event, for each of the actions that take either", async () => {
      const deployment = await createDeployment(server);
      const { body: pool } = await server.post("/work_pools/", { name: `pool-${newId()}`, type: "process" });
      const other = await automationWith({ type: "do-nothing" });
      const ids: Record<string, string> = {
        deployment: deployment.id,
        "work-pool": pool.id,
        "work-queue": pool.default_queue_id,
        automation: other.id,
      };
      const selected = (kind: string) => ({ source: "selected", [idField(kind)]: ids[kind] });
      const event = { related: KINDS.map((kind) => related(kind, ids[kind]!)) };
      const arePaused = async () => [
        (await get(`/deployments/${deployment.id}`)).paused,
        (await get(`/work_pools/${pool.name}`)).is_paused,
        (await get(`/work_queues/${pool.default_queue_id}`)).is_paused,
        !(await get(`/automations/${other.id}`)).enabled,
      ];
      const runs = async () => {
        const { body } = await server.post("/flow_runs/count", {
          deployments: { id: { any_: [deployment.id] } },
        });
        return body;
      };
      for (const [verb, of] of [
        ["pause", selected],
        ["resume", inferred],
        ["pause", inferred],
        ["resume", selected],
      ] as const) {
        const run = { type: "run-deployment", ...of("deployment") };
        const before = await runs();
        const outcomes = await (await automationWith(...actionsOn(verb, of), run)).outcomes(event);
        expect(outcomes.map(({ event, payload }) => [event.split(".").at(-1), payload.reason])).toEqual(
          outcomes.map(() => ["executed", undefined]),
        );
        for (const [index, kind] of KINDS.entries()) {
          expect(outcomes[index]!.related[0]).toMatchObject(related(kind, ids[kind]!, "target"));
        }
        expect(await arePaused()).toEqual(KINDS.map(() => verb === "pause"));
        expect(await runs()).toBe(before + 1);
      }
    });

    test("has to be there: an action that finds nothing says why", async () => {
      const gone = (kind: string) => ({ source: "selected", [idField(kind)]: newId() });
      const ofRuns = [
        ...["cancel-flow-run", "suspend-flow-run", "resume-flow-run", "delete-flow-run"].map((type) => ({
          type,
        })),
        { type: "change-flow-run-state", state: "FAILED" },
      ];
      const either = (of: (kind: string) => object) => [
        ...actionsOn("pause", of),
        ...actionsOn("resume", of),
        { type: "run-deployment", ...of("deployment") },
      ];
      const reasonsOf = async (actions: object[], event: object) => {
        const outcomes = await (await automationWith(...actions)).outcomes(event);
        expect(outcomes.map(({ event }) => event)).toEqual(
          actions.map(() => "prefect.automation.action.failed"),
        );
        return outcomes.map(({ payload }) => String(payload.reason));
      };
      const absent = await reasonsOf([...either(gone), ...ofRuns], about(newId()));
      expect(absent).toEqual(absent.map(() => expect.stringMatching(/^There is no /)));
      const unnamed = await reasonsOf([...either(inferred), ...ofRuns], {});
      expect(unnamed).toEqual(
        unnamed.map(() =>
          expect.stringMatching(/^No [a-z ]+ could be inferred: the event go\.\S+ names none\.$/),
        ),
      );
    });
  });

  test("work pools and queues are paused and go on", async () => {
    const { body: pool } = await server.post("/work_pools/", { name: `pool-${newId()}`, type: "process" });
    const queueId = pool.default_queue_id;
    const selected = await automationWith(
      { type: "pause-work-pool", work_pool_id: pool.id },
      { type: "pause-work-queue", work_queue_id: queueId },
    );
    const outcomes = await selected.outcomes();
    expect(outcomes.map(({ event }) => event)).toEqual(Array(2).fill("prefect.automation.action.executed"));
    expect(outcomes[0]?.related[0]).toMatchObject({ "prefect.resource.name": pool.name });
    expect((await get(`/work_pools/${pool.name}`)).is_paused).toBe(true);
    expect((await get(`/work_queues/${queueId}`)).is_paused).toBe(true);
    const inferred = await automationWith(
      { type: "resume-work-pool", source: "inferred" },
      { type: "resume-work-queue", source: "inferred" },
    );
    await inferred.outcomes({ related: [related("work-pool", pool.id), related("work-queue", queueId)] });
    expect((await get(`/work_pools/${pool.name}`)).is_paused).toBe(false);
    expect((await get(`/work_queues/${queueId}`)).is_paused).toBe(false);
  });

  test("automations are paused and go on", async () => {
    const other = await automationWith({ type: "do-nothing" });
    const pausing = await automationWith({ type: "pause-automation", automation_id: other.id });
    await pausing.outcome();
    expect((await get(`/automations/${other.id}`)).enabled).toBe(false);
    const resuming = await automationWith({ type: "resume-automation", source: "inferred" });
    await resuming.outcome({ related: [related("automation", other.id)] });
    expect((await get(`/automations/${other.id}`)).enabled).toBe(true);
  });

  test("an automation goes on where it was when the server starts again", async () => {
    const trigger = { type: "event", posture: "Reactive", expect: ["restart.go"], threshold: 2, within: 600 };
    const automation = await createFiredAutomation(server, [{ type: "do-nothing" }], { trigger });
    const send = () =>
      server.post("/events", [
        {
          id: newId(),
          occurred: new Date().toISOString(),
          event: "restart.go",
          resource: { "prefect.resource.id": "r" },
        },
      ]);
    await send();
    await server.restart();
    using socket = await server.connect("/events/out");
    const filter = {
      event: { prefix: ["prefect.automation.action."] },
      occurred: { until: "2099-01-01T00:00:00Z" },
    };
    socket.send({ type: "filter", filter, backfill: false });
    await send();
    const { event } = await socket.next();
    expect(event.resource["prefect.resource.id"]).toBe(`prefect.automation.${automation.id}`);
  });
});
