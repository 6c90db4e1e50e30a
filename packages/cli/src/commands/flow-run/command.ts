import { type Command, Option } from "commander";
import {
  countArgument,
  levelArgument,
  repeatedArgument,
  stateNameArgument,
  stateTypeArgument,
} from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

const WHICH = "Its id, the beginning of its id, or its name.";

/** Declares `reeve flow-run`. */
export function declareFlowRun(program: Command): void {
  const group = program
    .command("flow-run")
    .alias("flow-runs")
    .description("List, follow, cancel and delete flow runs.");

  withJson(group.command("ls").alias("list"))
    .description("List the newest flow runs.")
    .option("--flow-name <name>", "Of this flow; may be repeated.", repeatedArgument)
    .option("--name <text>", "With this in their name.")
    .option("--state <name>", "In a state of this name, such as Late; may be repeated.", stateNameArgument)
    .option(
      "--state-type <type>",
      "In a state of this type, such as RUNNING; may be repeated.",
      stateTypeArgument,
    )
    .option("--tag <tag>", "With this tag; repeated, with all of them.", repeatedArgument)
    .option("-l, --limit <count>", "How many at most.", countArgument, 15)
    .action(lazy(async () => (await import("./ls.ts")).listFlowRuns));

  withJson(group.command("inspect").alias("get"))
    .description("Show a flow run.")
    .argument("<flow-run>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectFlowRun));

  withJson(group.command("logs"))
    .description("Print the logs of a flow run and its task runs.")
    .argument("<flow-run>", WHICH)
    .addOption(
      new Option("-h, --head", "Only the first lines, 20 unless -n says otherwise.").conflicts("tail"),
    )
    .option("-t, --tail", "Only the last lines, 20 unless -n says otherwise.")
    .option("-n, --num-logs <count>", "How many of the first or last lines.", countArgument)
    .addOption(new Option("--num-lines <count>").argParser(countArgument).hideHelp())
    .option("-r, --reverse", "The newest line first.")
    .addOption(
      new Option("-f, --follow", "Go on with new lines until the run has ended.").conflicts([
        "head",
        "reverse",
        "json",
        "output",
      ]),
    )
    .option("--level <level>", "Only lines of this level or above, such as WARNING.", levelArgument)
    .helpOption("--help", "Show this help.")
    .action(lazy(async () => (await import("./logs.ts")).printFlowRunLogs));

  group
    .command("execute")
    .description("Run a deployed TypeScript flow run in this process, as a worker does.")
    .argument("[flow-run]", "Its id; REEVE__FLOW_RUN_ID when left out.")
    .action(lazy(async () => (await import("./execute.ts")).executeFlowRunCommand));

  group
    .command("cancel")
    .description("Ask that flow runs be cancelled, and say what came of it.")
    .argument("<flow-run...>", WHICH)
    .action(lazy(async () => (await import("./cancel.ts")).cancelFlowRuns));

  group
    .command("delete")
    .alias("rm")
    .description("Delete flow runs with their task runs and logs.")
    .argument("<flow-run...>", WHICH)
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./delete.ts")).deleteFlowRuns));
}
