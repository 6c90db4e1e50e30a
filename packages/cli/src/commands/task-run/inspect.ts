import { findTaskRun } from "../../find-task-run.ts";
import { formatDuration, formatLocalTime, formatRelative } from "../../format-time.ts";
import { printFields, printJson } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";
import { stateStyle } from "../../state-style.ts";
import { type Style, singleLine } from "../../terminal.ts";

/** Shows one task run. */
export async function inspectTaskRun(
  reference: string,
  options: GlobalOptions & { json?: boolean },
): Promise<void> {
  await withClient(options, async (client, settings) => {
    const taskRun = await findTaskRun(client, reference);
    if (options.json) return printJson(taskRun);
    const at = (timestamp: string | null): string =>
      timestamp ? `${formatLocalTime(timestamp)}  (${formatRelative(timestamp, Date.now())})` : "";
    const { retries } = taskRun.empirical_policy;
    const fields: [string, string, Style?][] = [
      ["ID", taskRun.id],
      ["Name", singleLine(taskRun.name)],
      ["Task", taskRun.task_key],
      ["State", taskRun.state_name ?? taskRun.state_type ?? "none", stateStyle(taskRun.state_type)],
      ["Message", taskRun.state?.message?.trim() ?? ""],
      ["Started", at(taskRun.start_time)],
      ["Ended", at(taskRun.end_time)],
      [
        "Duration",
        taskRun.start_time ? formatDuration(taskRun.estimated_run_time || taskRun.total_run_time) : "",
      ],
      ["Attempts", taskRun.run_count > 1 || retries ? `${taskRun.run_count} of ${(retries ?? 0) + 1}` : ""],
      ["Tags", taskRun.tags.map(singleLine).join(", ")],
      ["Cache key", taskRun.cache_key ?? ""],
      ["Flow run", taskRun.flow_run_id ?? "none"],
      ["URL", `${uiUrlOf(settings)}/runs/task-run/${taskRun.id}`],
    ];
    printFields(fields.filter(([, value]) => value !== ""));
  });
}
