import { type AutomationCreate, addSeconds, newId, type StateCreate, type Timestamp } from "@reeve/protocol";
import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { testContext } from "../../test/test-context.ts";
import { createAutomation } from "../automations/create-automation.ts";
import { updateAutomation } from "../automations/update-automation.ts";
import type { Context } from "../context.ts";
import { createFlowRun } from "../flow-runs/create-flow-run.ts";
import { setFlowRunState } from "../flow-runs/set-flow-run-state.ts";
import { createFlow } from "../flows/create-flow.ts";
import { AutomationWatch } from "./automation-watch.ts";
import { evaluateEvents } from "./evaluate-events.ts";
import { evaluateMetrics } from "./evaluate-metrics.ts";
import { measureRuns } from "./measure-runs.ts";

type Metric = Extract<AutomationCreate["trigger"], { metric: object }>["metric"];

forEachDialect((_, openDatabase) => {
  let context: Context;
  let now: Timestamp = "2026-11-22T10:00:00.000000Z";
  beforeAll(async () => {
    context = { ...testContext(await openDatabase()), now: () => (now = addSeconds(now, 0.000001)) };
  });

  /** A flow of its own, whose runs take and are late as many seconds as they are told to. */
  async function newFlow() {
    const { flow } = await createFlow(context, { name: `flow-${newId()}` });
    const run = async (end: StateCreate["type"], { lateSeconds = 0, seconds = 1 } = {}) => {
      const { flowRun } = await createFlowRun(context, { flow_id: flow.id, state: { type: "SCHEDULED" } });
      now = addSeconds(now, lateSeconds);
      await setFlowRunState(context, flowRun.id, { type: "RUNNING" });
      now = addSeconds(now, seconds);
      await setFlowRunState(context, flowRun.id, { type: end });
    };
    const trigger = (metric: Partial<Metric>) =>
      ({
        type: "metric",
        match: { "prefect.resource.id": "prefect.flow-run.*" },
        match_related: { "prefect.resource.id": `prefect.flow.${flow.id}`, "prefect.resource.role": "flow" },
        metric: { name: "successes", threshold: 0.5, operator: "<", ...metric },
      }) satisfies AutomationCreate["trigger"];
    const measure = async (name: Metric["name"]) => {
      const { trigger: created } = await createAutomation(context, {
        name: "measured",
        enabled: false,
        trigger: trigger({ name }),
        actions: [],
      });
      return measureRuns(context, created as Parameters<typeof measureRuns>[1], context.now());
    };
    return { run, trigger, measure };
  }

  const changes = async (automationId: string) => {
    const rows = await context.db.reader
      .selectFrom("events")
      .select(["event", "resource"])
      .where("resource_id", "=", `prefect.automation.${automationId}`)
      .where("event", "in", ["prefect.automation.triggered", "prefect.automation.resolved"])
      .orderBy("sequence")
      .execute();
    return rows.map(({ event, resource }) => [
      event.split(".").at(-1),
      JSON.parse(resource)["prefect.posture"],
    ]);
  };

  test("the share of runs that ended well leaves out those that did not end by themselves", async () => {
    const { run, measure } = await newFlow();
    expect(await measure("successes")).toBeNull();
    for (const end of ["COMPLETED", "COMPLETED", "FAILED", "CRASHED", "CANCELLED"] as const) await run(end);
    expect(await measure("successes")).toBe(0.5);
  });

  test("durations and lateness are averages in seconds over the time that the metric looks back on", async () => {
    const { run, measure } = await newFlow();
    await run("COMPLETED", { seconds: 200, lateSeconds: 200 });
    now = addSeconds(now, 600);
    await run("COMPLETED", { seconds: 10, lateSeconds: 2 });
    await run("FAILED", { seconds: 30, lateSeconds: 4 });
    expect(await measure("duration")).toBeCloseTo(20, 3);
    expect(await measure("lateness")).toBeCloseTo(3, 3);
  });

  test("an automation is triggered when its metric has been beyond its limit for long enough, and resolved again", async () => {
    const { run, trigger } = await newFlow();
    const watch = new AutomationWatch();
    const { id } = await createAutomation(context, {
      name: "failing",
      trigger: trigger({}),
      actions: [{ type: "do-nothing" }],
      actions_on_resolve: [{ type: "cancel-flow-run" }],
    });
    const look = async () => {
      await evaluateEvents(context, watch);
      await evaluateMetrics(context, watch);
    };
    await look();
    await run("FAILED");
    await look();
    now = addSeconds(now, 200);
    await run("FAILED");
    await look();
    expect(await changes(id)).toEqual([]);
    now = addSeconds(now, 110);
    await look();
    // Over a restart as well.
    await evaluateMetrics(context, watch);
    expect(await changes(id)).toEqual([["triggered", "Metric"]]);
    for (let minute = 0; minute < 11; minute++) {
      await run("COMPLETED");
      await look();
      now = addSeconds(now, 60);
    }
    expect(await changes(id)).toEqual([
      ["triggered", "Metric"],
      ["resolved", "Metric"],
    ]);
    const rows = await context.db.reader
      .selectFrom("automation_actions")
      .select("invocation")
      .where("automation_id", "=", id)
      .orderBy("id")
      .execute();
    expect(rows.map(({ invocation }) => JSON.parse(invocation).action.type)).toEqual([
      "do-nothing",
      "do-nothing",
      "cancel-flow-run",
    ]);
    await updateAutomation(context, id, { name: "failing", trigger: trigger({}), actions: [] });
    expect(await context.db.reader.selectFrom("automation_metrics").selectAll().execute()).toEqual([]);
  });
});
