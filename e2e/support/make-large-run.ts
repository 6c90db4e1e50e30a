import type { Client } from "@reeve/client";
import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { taskRunEvents } from "../seed/task-run-events.ts";

const EVENTS_A_REQUEST = 2_000;
const LINES_A_REQUEST = 10_000;

/**
 * A run of that many short tasks, a hundred at a time, all reported as ended; every thousandth has failed. With log
 * lines, of which every thousandth is an error. Answers its id.
 */
export async function makeLargeRun(
  client: Client,
  { name, tasks, lines = 0 }: { name: string; tasks: number; lines?: number },
): Promise<string> {
  const flow = await client.createFlow({ body: { name: "score-images" } });
  const run = await client.createFlowRun({ body: { flow_id: flow.id, name, state: { type: "RUNNING" } } });
  const began = addSeconds(currentTimestamp(), -600);
  const events = Array.from({ length: tasks }, (_, index) =>
    taskRunEvents({
      flowRunId: run.id,
      name: "score",
      index,
      seconds: 0.05,
      startedAt: addSeconds(began, Math.floor(index / 100) * 0.06),
      end: index % 1000 === 999 ? "FAILED" : "COMPLETED",
      message: index % 1000 === 999 ? `ValueError: image ${index} is empty` : "",
    }),
  ).flat();
  for (let at = 0; at < events.length; at += EVENTS_A_REQUEST)
    await client.createEvents({ body: events.slice(at, at + EVENTS_A_REQUEST) });
  for (let at = 0; at < lines; at += LINES_A_REQUEST) {
    const count = Math.min(LINES_A_REQUEST, lines - at);
    await client.createLogs({
      body: Array.from({ length: count }, (_, index) => ({
        name: "prefect.flow_runs",
        flow_run_id: run.id,
        level: (at + index) % 1000 === 999 ? 40 : 20,
        message: `line ${at + index} of the log`,
        timestamp: addSeconds(began, (at + index) / 1000),
      })),
    });
  }
  await client.setFlowRunState({
    params: { id: run.id },
    body: { state: { type: "COMPLETED" }, force: true },
  });
  return run.id;
}
