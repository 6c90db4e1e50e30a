import type { Command } from "commander";
import { repeatedArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";
import { withLogOptions, withRunFilters } from "../../declare-run-options.ts";

const WHICH = "Its id, or its name.";

/** Declares `reeve task-run`. */
export function declareTaskRun(program: Command): void {
  const group = program.command("task-run").alias("task-runs").description("List and show task runs.");

  withRunFilters(withJson(group.command("ls").alias("list")))
    .description("List the newest task runs.")
    .option("--flow-run <flow-run>", "Of this flow run, by its id or name.")
    .option("--task-run-name <name>", "Of this name; may be repeated.", repeatedArgument)
    .action(lazy(async () => (await import("./ls.ts")).listTaskRuns));

  withJson(group.command("inspect").alias("get"))
    .description("Show a task run.")
    .argument("<task-run>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectTaskRun));

  withLogOptions(withJson(group.command("logs")))
    .description("Print the logs of a task run.")
    .argument("<task-run>", WHICH)
    .action(lazy(async () => (await import("./logs.ts")).printTaskRunLogs));
}
