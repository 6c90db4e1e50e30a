import { type LiveChange, newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlowRun, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  test("a changed node is linked to the run of a subflow that did not change with it", async () => {
    const parent = await createFlowRun(server);
    const standIn = await server.post("/task_runs/", {
      flow_run_id: parent.id,
      task_key: "s",
      dynamic_key: "0",
    });
    const subflow = await createFlowRun(server, { parent_task_run_id: standIn.body.id });
    using socket = await server.connect("/ui/stream", { protocol: null });
    socket.send({ type: "subscribe", topic: `run:${parent.id}` });
    await socket.next();

    const id = newId();
    const task_inputs = { x: [{ input_type: "task_run", id: standIn.body.id }] };
    const taskRun = { start_time: "2026-01-01T00:00:00Z", task_inputs };
    await server.post("/events", [taskRunEvent({ id, flowRunId: parent.id, taskRun })]);

    const nodes: LiveChange[] = [];
    while (nodes.length === 0) {
      const { changes }: { changes: LiveChange[] } = await socket.next();
      nodes.push(...changes.filter((change) => change.kind === "node" && change.node.id === id));
    }
    expect(nodes[0]).toMatchObject({ node: { parents: [{ id: subflow.id }] } });
  });
});
