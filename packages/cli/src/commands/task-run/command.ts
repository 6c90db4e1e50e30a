import { type Command, Option } from "commander";
import {
  countArgument,
  levelArgument,
  repeatedArgument,
  stateNameArgument,
  stateTypeArgument,
} from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

const WHICH = "Its id, or its name.";

/** Declares `reeve task-run`. */
export function declareTaskRun(program: Command): void {
  const group = program.command("task-run").alias("task-runs").description("List and show task runs.");

  withJson(group.command("ls").alias("list"))
    .description("List the newest task runs.")
    .option("--flow-run <flow-run>", "Of this flow run, by its id or name.")
    .option("--task-run-name <name>", "Of this name; may be repeated.", repeatedArgument)
    .option("--name <text>", "With this in their name.")
    .option("--state <name>", "In a state of this name, such as Cached; may be repeated.", stateNameArgument)
    .option(
      "--state-type <type>",
      "In a state of this type, such as FAILED; may be repeated.",
      stateTypeArgument,
    )
    .option("--tag <tag>", "With this tag; repeated, with all of them.", repeatedArgument)
    .option("-l, --limit <count>", "How many at most.", countArgument, 15)
    .action(lazy(async () => (await import("./ls.ts")).listTaskRuns));

  withJson(group.command("inspect").alias("get"))
    .description("Show a task run.")
    .argument("<task-run>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectTaskRun));

  withJson(group.command("logs"))
    .description("Print the logs of a task run.")
    .argument("<task-run>", WHICH)
    .addOption(
      new Option("-h, --head", "Only the first lines, 20 unless -n says otherwise.").conflicts("tail"),
    )
    .option("-t, --tail", "Only the last lines, 20 unless -n says otherwise.")
    .option("-n, --num-logs <count>", "How many of the first or last lines.", countArgument)
    .option("-r, --reverse", "The newest line first.")
    .option("--level <level>", "Only lines of this level or above, such as WARNING.", levelArgument)
    .helpOption("--help", "Show this help.")
    .action(lazy(async () => (await import("./logs.ts")).printTaskRunLogs));
}
