import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlow, createFlowRun, setState } from "../../test/sample-requests.ts";
import { sampleDeployment } from "../../test/sample-rows.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  async function relatedToEventsOf(flowRunId: string) {
    const rows = await server.database.reader
      .selectFrom("events")
      .select("related")
      .where("resource_id", "=", `prefect.flow-run.${flowRunId}`)
      .orderBy("sequence")
      .execute();
    return rows.map(({ related }) =>
      (JSON.parse(related) as Record<string, string>[]).map((resource) => resource["prefect.resource.id"]),
    );
  }

  test("the events of a deployed flow run name its deployment, its queue and its pool", async () => {
    const { body: pool } = await server.post("/work_pools/", {
      name: `pool-${randomUUID()}`,
      type: "process",
    });
    const flow = await createFlow(server, { tags: ["of-flow"] });
    const deployment = sampleDeployment({ id: newId(), flow_id: flow.id, tags: '["of-deployment"]' });
    await server.database.write((transaction) =>
      transaction.insertInto("deployments").values(deployment).execute(),
    );
    const flowRun = await createFlowRun(server, {
      flow_id: flow.id,
      deployment_id: deployment.id,
      tags: ["own"],
    });
    await server.database.write((transaction) =>
      transaction
        .updateTable("flow_runs")
        .set({ work_queue_id: pool.default_queue_id })
        .where("id", "=", flowRun.id)
        .execute(),
    );
    await setState(server, flowRun.id, { type: "RUNNING" });
    const known = [`prefect.flow.${flow.id}`, `prefect.deployment.${deployment.id}`];
    const fetched = [`prefect.work-queue.${pool.default_queue_id}`, `prefect.work-pool.${pool.id}`];
    const tags = ["prefect.tag.of-deployment", "prefect.tag.of-flow", "prefect.tag.own"];
    expect(await relatedToEventsOf(flowRun.id)).toEqual([
      [...known, ...tags],
      [...known, ...fetched, ...tags],
    ]);
  });

  test("the events of a subflow's run name the task run that stands for it, from the first on", async () => {
    const { body: standIn } = await server.post("/task_runs/", {
      task_key: "child",
      dynamic_key: randomUUID(),
      tags: ["of-task"],
    });
    const child = await createFlowRun(server, { parent_task_run_id: standIn.id });
    expect(await relatedToEventsOf(child.id)).toEqual([
      [`prefect.flow.${child.flow_id}`, `prefect.task-run.${standIn.id}`, "prefect.tag.of-task"],
    ]);
  });
});
