import { type Command, Option } from "commander";
import { countArgument, repeatedArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";
import { declareSchedules } from "./schedule/command.ts";

const WHICH = "As flow/deployment, or its id.";

/** Declares `reeve deployment`. */
export function declareDeployment(program: Command): void {
  const group = program
    .command("deployment")
    .alias("deployments")
    .description("List, run, pause and delete deployments, and change their schedules.");

  withJson(group.command("ls").alias("list"))
    .description("List deployments.")
    .option("--flow-name <name>", "Of this flow; may be repeated.", repeatedArgument)
    .option("--tag <tag>", "With this tag; repeated, with all of them.", repeatedArgument)
    .option("-l, --limit <count>", "How many at most.", countArgument, 50)
    .action(lazy(async () => (await import("./ls.ts")).listDeployments));

  withJson(group.command("inspect").alias("get"))
    .description("Show a deployment.")
    .argument("<deployment>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectDeployment));

  withJson(group.command("run"))
    .description("Run a deployment, now or later.")
    .argument("<deployment>", WHICH)
    .option("-p, --param <name=value>", "A parameter, as JSON or text; may be repeated.", repeatedArgument)
    .option("--params <json>", "Parameters, as a JSON object.")
    .option(
      "--job-variable <name=value>",
      "A job variable, as JSON or text; may be repeated.",
      repeatedArgument,
    )
    .option("--tag <tag>", "A tag of the run; may be repeated.", repeatedArgument)
    .option("--flow-run-name <name>", "What the run is to be called.")
    .option("--start-in <duration>", "So long from now, such as 30s, 5m or 2h.")
    .addOption(new Option("--start-at <time>", "At this time, in ISO 8601.").conflicts("startIn"))
    .option("--watch", "Follow its state and log to the end; the exit code tells how it ended.")
    .action(lazy(async () => (await import("./run.ts")).runDeployment));

  group
    .command("pause")
    .description("Let its schedules make no more runs.")
    .argument("<deployment>", WHICH)
    .action(lazy(async () => (await import("./pause.ts")).pauseDeployment));

  group
    .command("resume")
    .description("Let its schedules make runs again.")
    .argument("<deployment>", WHICH)
    .action(lazy(async () => (await import("./pause.ts")).resumeDeployment));

  group
    .command("delete")
    .alias("rm")
    .description("Delete a deployment; its past runs stay.")
    .argument("<deployment>", WHICH)
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./delete.ts")).deleteDeployment));

  declareSchedules(group);
}
