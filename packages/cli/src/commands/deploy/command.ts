import type { Command } from "commander";
import { countArgument, repeatedArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

/** Declares `reeve deploy`. */
export function declareDeploy(program: Command): void {
  withJson(program.command("deploy"))
    .description("Deploy a flow, or the deployments of the project files in this folder.")
    .argument("[entrypoint]", "The file and the flow in it, such as taxi.ts:trainFlow.")
    .option(
      "-n, --name <name>",
      "The deployment's name; without an entrypoint, which of the files', with * for anything.",
      repeatedArgument,
    )
    .option("-p, --pool <name>", "The work pool whose workers run it.")
    .option("-q, --work-queue <name>", "The queue of that work pool.")
    .option("--all", "Every deployment of the project files.")
    .option("--prefect-file <file>", "Read this project file.")
    .option("--cron <expression>", "Run it at these times; may be repeated.", repeatedArgument)
    .option(
      "--interval <duration>",
      "Run it every so often, such as 3600 or 1h; may be repeated.",
      repeatedArgument,
    )
    .option("--anchor-date <time>", "From when the interval is counted.")
    .option("--rrule <rule>", "Run it by this recurrence rule; may be repeated.", repeatedArgument)
    .option("--timezone <zone>", "The time zone of its schedules, such as Europe/Berlin.")
    .option(
      "--param <name=value>",
      "A parameter of its runs, as JSON or text; may be repeated.",
      repeatedArgument,
    )
    .option("--params <json>", "Parameters of its runs, as a JSON object.")
    .option("--tag <tag>", "A tag of its runs; may be repeated.", repeatedArgument)
    .option("--version <version>", "The version that is deployed.")
    .option("--description <text>", "What it is for, in Markdown.")
    .option("--concurrency-limit <count>", "How many of its runs may be under way at once.", countArgument)
    .option(
      "--collision-strategy <strategy>",
      "What becomes of a run beyond that limit: ENQUEUE or CANCEL_NEW.",
    )
    .option(
      "--job-variable <name=value>",
      "A job variable, as JSON or text; may be repeated.",
      repeatedArgument,
    )
    .option("--enforce-parameter-schema", "Refuse runs whose parameters do not fit (the default).")
    .option("--no-enforce-parameter-schema", "Let the flow itself check its parameters.")
    .action(lazy(async () => (await import("./deploy.ts")).deployCommand));
}
