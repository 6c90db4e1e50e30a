import type { TaskRun } from "@reeve/protocol";
import { expect, test } from "vitest";
import { reeveOnServer } from "../../../test/reeve-on-server.ts";

const here = reeveOnServer();
const { reeve } = here;

async function createTaskRun(flowRunId: string, name: string): Promise<TaskRun> {
  const body = { flow_run_id: flowRunId, task_key: name, dynamic_key: "0", name, tags: ["t"] };
  return await here.client.createTaskRun({ body });
}

test("task runs are listed, filtered, shown, and their logs printed", async () => {
  const flow = await here.client.createFlow({ body: { name: "with tasks" } });
  const flowRun = await here.client.createFlowRun({ body: { flow_id: flow.id, name: "their-run" } });
  await here.client.setFlowRunState({ params: { id: flowRun.id }, body: { state: { type: "RUNNING" } } });
  const [first, second] = [
    await createTaskRun(flowRun.id, "first-0"),
    await createTaskRun(flowRun.id, "second-0"),
  ];
  await here.client.setTaskRunState({ params: { id: second.id }, body: { state: { type: "RUNNING" } } });
  const all = await reeve("task-run", "ls", "--flow-run", "their-run", "--tag", "t");
  expect(all.stdout).toMatch(/first-0/);
  expect(all.stdout).toMatch(/second-0 +Running/);
  const running = await reeve("task-run", "ls", "--state-type", "running", "--json");
  expect(JSON.parse(running.stdout)).toMatchObject([{ id: second.id }]);
  expect((await reeve("task-run", "ls", "--name", "nobody")).stdout).toBe("No task run matches.\n");

  expect((await reeve("task-run", "inspect", "second-0")).stdout).toMatch(/^State +Running$/m);
  const lines = [1, 2, 3].map((n) => ({
    name: "prefect.task_runs",
    level: 20,
    message: `line ${n}`,
    timestamp: `2026-11-23T10:00:0${n}.000000Z`,
    flow_run_id: flowRun.id,
    task_run_id: n === 3 ? second.id : first.id,
  }));
  await here.client.createLogs({ body: lines });
  const logs = await reeve("task-run", "logs", first.id);
  expect(logs.stdout).toBe(
    "2026-11-23 10:00:01.000 | INFO     | Task run 'first-0' - line 1\n" +
      "2026-11-23 10:00:02.000 | INFO     | Task run 'first-0' - line 2\n",
  );
  expect((await reeve("task-run", "logs", "first-0", "--tail", "-n", "1", "--json")).stdout).toContain(
    "line 2",
  );
  expect((await reeve("task-run", "inspect", "nobody")).stderr).toBe(
    'No task run has the id or name "nobody".\n',
  );
});
