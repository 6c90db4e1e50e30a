import { addSeconds, currentTimestamp, newId } from "@reeve/protocol";
import { beforeEach, describe, expect, test } from "vitest";
import {
  createDeployment,
  createFlowRun,
  historyOf,
  setState,
  taskRunEvent,
} from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import { cleanUpCancellationsLoop } from "../loops/clean-up-cancellations.ts";
import type { LoopDefinition } from "../loops/loop.ts";

onEachServer(
  (server) => {
    let ahead = 0;
    let loop: LoopDefinition;
    beforeEach(() => {
      ahead = 0;
      const context = testContext(server.database);
      loop = cleanUpCancellationsLoop({ ...context, now: () => addSeconds(currentTimestamp(), ahead) });
    });

    const read = async (path: string) => (await server.get(path)).body;
    const flowRun = (id: string) => read(`/flow_runs/${id}`);
    const taskRun = (id: string) => read(`/task_runs/${id}`);
    const running = (own: Record<string, unknown> = {}) =>
      createFlowRun(server, { state: { type: "RUNNING" }, ...own });
    const cancel = (id: string) => setState(server, id, { type: "CANCELLED" }, true);

    const startTask = async (flowRunId: string, type = "RUNNING"): Promise<string> => {
      const id = newId();
      await server.post("/events", [taskRunEvent({ id, flowRunId, type })]);
      return id;
    };

    const startSubflow = async (flowRunId: string, own: Record<string, unknown> = {}) => {
      const { body: standIn } = await server.post("/task_runs/", {
        flow_run_id: flowRunId,
        task_key: "subflow",
        dynamic_key: newId(),
        state: { type: "RUNNING" },
      });
      return running({ parent_task_run_id: standIn.id, ...own });
    };

    describe("of a cancelled run", () => {
      test("the task runs that have not ended are cancelled, and no others", async () => {
        const [cancelled, other] = [await running(), await running()];
        const [first, waiting, done, its] = [
          await startTask(cancelled.id),
          await startTask(cancelled.id, "PENDING"),
          await startTask(cancelled.id, "COMPLETED"),
          await startTask(other.id),
        ];
        await cancel(cancelled.id);
        await loop.tick();
        for (const id of [first, waiting]) {
          expect(await taskRun(id)).toMatchObject({
            state: { type: "CANCELLED", message: expect.stringContaining("was cancelled") },
            end_time: expect.any(String),
          });
        }
        expect((await taskRun(done)).state_type).toBe("COMPLETED");
        expect((await taskRun(its)).state_type).toBe("RUNNING");
      });

      test("the subflows end with all that they had started", async () => {
        const parent = await running();
        const child = await startSubflow(parent.id);
        const grandchild = await startSubflow(child.id);
        const task = await startTask(grandchild.id);
        await cancel(parent.id);
        await loop.tick();
        for (const { id } of [child, grandchild]) expect((await flowRun(id)).state_type).toBe("CANCELLED");
        expect((await taskRun(task)).state_type).toBe("CANCELLED");
        expect((await taskRun(child.parent_task_run_id)).state_type).toBe("CANCELLED");
      });

      test("a subflow that runs elsewhere is asked to stop, once", async () => {
        const parent = await running();
        const deployment = await createDeployment(server);
        const { body: child } = await server.post(`/deployments/${deployment.id}/create_flow_run`, {
          parent_task_run_id: (await startSubflow(parent.id)).parent_task_run_id,
          state: { type: "RUNNING" },
        });
        await setState(server, child.id, { type: "RUNNING" }, true);
        await cancel(parent.id);
        await loop.tick();
        await loop.tick();
        expect((await historyOf(server, child.id)).slice(-2)).toEqual(["RUNNING", "CANCELLING"]);
      });

      test("what was reported too late is cancelled as well", async () => {
        const parent = await running();
        await cancel(parent.id);
        await loop.tick();
        const late = await startTask(parent.id);
        ahead = 300;
        await loop.tick();
        expect((await taskRun(late)).state_type).toBe("CANCELLED");
      });

      test("hundreds of task runs are cancelled in one pass", async () => {
        const parent = await running();
        const events = Array.from({ length: 250 }, () => taskRunEvent({ flowRunId: parent.id }));
        await server.post("/events", events);
        await cancel(parent.id);
        await loop.tick();
        const filter = { flow_runs: { id: { any_: [parent.id] } } };
        const { body: counts } = await server.post("/ui/task_runs/count", filter);
        expect(counts).toMatchObject({ RUNNING: 0, CANCELLED: 250 });
      });
    });

    test("what runs that ended otherwise have started is left alone", async () => {
      const [failed, old] = [await running(), await running()];
      const [task, forgotten] = [await startTask(failed.id), await startTask(old.id)];
      await setState(server, failed.id, { type: "FAILED" });
      await cancel(old.id);
      ahead = 25 * 3600;
      await loop.tick();
      expect((await taskRun(task)).state_type).toBe("RUNNING");
      expect((await taskRun(forgotten)).state_type).toBe("RUNNING");
    });

    describe("a run that was asked to stop", () => {
      test("is cancelled after five minutes, with what it had started", async () => {
        const stuck = await running();
        const task = await startTask(stuck.id);
        await setState(server, stuck.id, { type: "CANCELLING" });
        ahead = 299;
        await loop.tick();
        expect((await flowRun(stuck.id)).state_type).toBe("CANCELLING");
        ahead = 301;
        await loop.tick();
        expect(await flowRun(stuck.id)).toMatchObject({
          state: { type: "CANCELLED", message: expect.stringContaining("did not stop within 300 seconds") },
        });
        expect((await taskRun(task)).state_type).toBe("CANCELLED");
      });

      test("is cleared away by the workers of its pool, if it has any", async () => {
        const start = async (type: string) => {
          const { body: pool } = await server.post("/work_pools/", { name: `pool-${newId()}`, type });
          const own = { work_pool_name: pool.name, state: { type: "RUNNING" } };
          const { id } = await createFlowRun(server, own);
          await server.call("PATCH", `/flow_runs/${id}`, { infrastructure_pid: "host:77" });
          await setState(server, id, { type: "CANCELLING" });
          return { id, pool };
        };
        const [processes, pushed] = [await start("process"), await start("cloud-run:push")];
        ahead = 301;
        await loop.tick();
        const messages = await server.database.reader.selectFrom("cleanup_messages").selectAll().execute();
        expect(messages).toEqual([
          expect.objectContaining({
            work_pool_id: processes.pool.id,
            work_queue_id: processes.pool.default_queue_id,
            kind: "cancelling_timeout_teardown.v1",
            target: JSON.stringify({ flow_run_id: processes.id, infrastructure_pid: "host:77" }),
          }),
        ]);
        expect((await flowRun(pushed.id)).state_type).toBe("CANCELLED");
      });
    });
  },
  { serverServicesCancellationCleanupEnabled: false },
);
