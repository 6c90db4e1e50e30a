import { type Command, Option } from "commander";
import { countArgument, repeatedArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";
import { withLogOptions, withRunFilters } from "../../declare-run-options.ts";

const WHICH = "Its id, the beginning of its id, or its name.";

/** Declares `reeve flow-run`. */
export function declareFlowRun(program: Command): void {
  const group = program
    .command("flow-run")
    .alias("flow-runs")
    .description("List, follow, cancel and delete flow runs.");

  withRunFilters(withJson(group.command("ls").alias("list")))
    .description("List the newest flow runs.")
    .option("--flow-name <name>", "Of this flow; may be repeated.", repeatedArgument)
    .action(lazy(async () => (await import("./ls.ts")).listFlowRuns));

  withJson(group.command("inspect").alias("get"))
    .description("Show a flow run.")
    .argument("<flow-run>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectFlowRun));

  withLogOptions(withJson(group.command("logs")))
    .description("Print the logs of a flow run and its task runs.")
    .argument("<flow-run>", WHICH)
    .addOption(new Option("--num-lines <count>").argParser(countArgument).hideHelp())
    .addOption(
      new Option("-f, --follow", "Go on with new lines until the run has ended.").conflicts([
        "head",
        "reverse",
        "json",
        "output",
      ]),
    )
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
