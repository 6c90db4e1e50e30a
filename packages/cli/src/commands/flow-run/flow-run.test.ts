import type { FlowRun, StateType } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { reeveOnServer } from "../../../test/reeve-on-server.ts";
import { finished, written } from "../../../test/reeve-process.ts";

const here = reeveOnServer();
const { reeve } = here;

async function createRun(flowName: string, name: string, ...states: StateType[]): Promise<FlowRun> {
  const flow = await here.client.createFlow({ body: { name: flowName } });
  const { id } = await here.client.createFlowRun({ body: { flow_id: flow.id, name, parameters: { x: 1 } } });
  for (const type of states) await here.client.setFlowRunState({ params: { id }, body: { state: { type } } });
  return await here.client.getFlowRun({ params: { id } });
}

const log = (run: FlowRun, message: string, second: number, level = 20) => ({
  name: "prefect.flow_runs",
  level,
  message,
  timestamp: `2026-11-23T10:00:${String(second).padStart(2, "0")}.000000Z`,
  flow_run_id: run.id,
});

describe("ls", () => {
  test("lists runs with their flow and state, and filters by flow, state and type of state", async () => {
    await createRun("listed", "ls-done", "RUNNING", "COMPLETED");
    await createRun("listed", "ls-failed", "RUNNING", "FAILED");
    const all = await reeve("flow-run", "ls", "--flow-name", "listed");
    expect(all).toMatchObject({ code: 0, stderr: "" });
    expect(all.stdout).toMatch(/ID +Flow +Name +State +When +Duration\n/);
    expect(all.stdout).toMatch(/[0-9a-f-]{36} {2}listed {2}ls-done +Completed/);
    const failed = await reeve("flow-run", "ls", "--flow-name", "listed", "--state", "failed");
    expect(failed.stdout).toContain("ls-failed");
    expect(failed.stdout).not.toContain("ls-done");
    const completed = await reeve("flow-runs", "ls", "--flow-name", "listed", "--state-type", "completed");
    expect(completed.stdout).toContain("ls-done");
    expect(completed.stdout).not.toContain("ls-failed");
  });

  test("prints nothing but JSON with --json and with --output json", async () => {
    const run = await createRun("json", "as-json");
    for (const flags of [["--json"], ["-o", "json"], ["--output", "json"]]) {
      const { stdout, stderr } = await reeve("flow-run", "ls", "--flow-name", "json", ...flags);
      expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ id: run.id, name: "as-json" })]);
      expect(stderr).toBe("");
    }
  });

  test("says so when nothing matches", async () => {
    expect((await reeve("flow-run", "ls", "--flow-name", "no such")).stdout).toBe("No flow run matches.\n");
  });
});

describe("inspect", () => {
  test("accepts an id, the beginning of one, and a name", async () => {
    const run = await createRun("inspected", "inspect-me", "RUNNING");
    for (const reference of [run.id, run.id.slice(0, 23), "inspect-me"]) {
      const { code, stdout } = await reeve("flow-run", "inspect", reference);
      expect(code).toBe(0);
      expect(stdout).toContain(run.id);
      expect(stdout).toMatch(/^Flow +inspected$/m);
      expect(stdout).toMatch(/^State +Running$/m);
    }
    expect(JSON.parse((await reeve("flow-run", "inspect", run.id, "--json")).stdout)).toMatchObject({
      id: run.id,
    });
  });

  test("refuses what means no run or several", async () => {
    const first = await createRun("twins", "twin");
    const second = await createRun("twins", "twin");
    const several = await reeve("flow-run", "inspect", "twin");
    expect(several).toMatchObject({ code: 1, stdout: "" });
    expect(several.stderr).toMatch(/^Several flow runs are named "twin" \(.*\); give one's id\.\n$/);
    expect(several.stderr).toContain(first.id);
    expect(several.stderr).toContain(second.id);
    const none = await reeve("flow-run", "inspect", "nobody");
    expect(none).toMatchObject({ code: 1, stderr: 'No flow run has the id or name "nobody".\n' });
    const unknown = "00000000-0000-4000-8000-000000000000";
    expect((await reeve("flow-run", "inspect", unknown)).stderr).toBe(`No flow run has the id ${unknown}.\n`);
  });
});

describe("logs", () => {
  test("prints all lines, the first, the last, backwards, or from a level on", async () => {
    const run = await createRun("logged", "with-logs", "RUNNING", "COMPLETED");
    const lines = Array.from({ length: 30 }, (_, n) => log(run, `line ${n}.`, n, n === 29 ? 40 : 20));
    await here.client.createLogs({ body: lines });
    const messages = async (...flags: string[]) => {
      const { stdout } = await reeve("flow-run", "logs", run.id, ...flags);
      return Array.from(stdout.matchAll(/- line (\d+)\.$/gm), ([, n]) => Number(n));
    };
    expect(await messages()).toEqual(lines.map((_, n) => n));
    expect(await messages("--head", "-n", "3")).toEqual([0, 1, 2]);
    expect(await messages("-h")).toHaveLength(20);
    expect(await messages("--tail", "--num-logs", "2")).toEqual([28, 29]);
    expect(await messages("--tail", "-n", "2", "--reverse")).toEqual([29, 28]);
    expect(await messages("--head", "-n", "2", "-r")).toEqual([1, 0]);
    expect((await messages("--reverse")).slice(0, 2)).toEqual([29, 28]);
    expect(await messages("--level", "error")).toEqual([29]);
    const { stdout } = await reeve("flow-run", "logs", run.id, "--tail", "-n", "1");
    expect(stdout).toBe("2026-11-23 10:00:29.000 | ERROR    | Flow run 'with-logs' - line 29.\n");
  });

  test("follows a run until it has ended, printing each line once", async () => {
    const run = await createRun("followed", "follow-me", "RUNNING");
    await here.client.createLogs({ body: [log(run, "before", 1)] });
    const child = here.spawn("flow-run", "logs", run.id, "--follow");
    const ended = finished(child);
    await written(child, "stdout", /before/);
    await here.client.createLogs({ body: [log(run, "during", 2)] });
    await written(child, "stdout", /during/);
    await here.client.setFlowRunState({ params: { id: run.id }, body: { state: { type: "COMPLETED" } } });
    await here.client.createLogs({ body: [log(run, "after", 3)] });
    const { code, stdout, stderr } = await ended;
    expect(stdout.match(/before|during|after/g)).toEqual(["before", "during", "after"]);
    expect(stderr).toBe('Flow run "follow-me" ended as Completed.\n');
    expect(code).toBe(0);
  });
});

describe("cancel", () => {
  test("asks a running run to stop, and cancels a waiting one at once", async () => {
    const running = await createRun("cancelled", "cancel-running", "RUNNING");
    const waiting = await createRun("cancelled", "cancel-waiting", "SCHEDULED");
    const { code, stdout } = await reeve("flow-run", "cancel", "cancel-running", waiting.id);
    expect(stdout).toContain(`Flow run "cancel-running" (${running.id}) is being cancelled`);
    expect(stdout).toContain(`Flow run "cancel-waiting" (${waiting.id}) is`);
    expect(code).toBe(0);
    const after = await here.client.getFlowRun({ params: { id: running.id } });
    expect(after.state_type).toBe("CANCELLING");
  });

  test("says why a run that has ended cannot be cancelled", async () => {
    await createRun("cancelled", "cancel-late", "RUNNING", "COMPLETED");
    const { code, stderr } = await reeve("flow-run", "cancel", "cancel-late");
    expect(stderr).toMatch(
      /^Flow run "cancel-late" .* cannot be cancelled: it has ended already, as Completed\.\n$/,
    );
    expect(code).toBe(1);
  });
});

describe("delete", () => {
  test("deletes several runs, or none when one of them is unknown", async () => {
    const first = await createRun("deleted", "delete-1");
    const second = await createRun("deleted", "delete-2");
    const refused = await reeve("flow-run", "delete", first.id, "unknown");
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    const { code, stdout } = await reeve("flow-run", "delete", first.id, "delete-2");
    expect(stdout).toBe(
      `Deleted flow run "delete-1" (${first.id}).\nDeleted flow run "delete-2" (${second.id}).\n`,
    );
    expect(code).toBe(0);
    expect((await reeve("flow-run", "ls", "--flow-name", "deleted")).stdout).toBe("No flow run matches.\n");
  });
});
