import type { Command } from "commander";
import { lazy, withJson } from "../../../declare.ts";

const WHICH = "As flow/deployment, or its id.";
const SCHEDULE = "The schedule's id or slug.";

/** Declares `reeve deployment schedule`. */
export function declareSchedules(deployment: Command): void {
  const group = deployment.command("schedule").description("Show and change the schedules of a deployment.");

  withJson(group.command("ls").alias("list"))
    .description("List the schedules of a deployment.")
    .argument("<deployment>", WHICH)
    .action(lazy(async () => (await import("./ls.ts")).listSchedules));

  withJson(group.command("create"))
    .description("Add a schedule to a deployment.")
    .argument("<deployment>", WHICH)
    .option("--cron <expression>", "Run it at these times.")
    .option("--interval <duration>", "Run it every so often, such as 3600 or 1h.")
    .option("--anchor-date <time>", "From when the interval is counted.")
    .option("--rrule <rule>", "Run it by this recurrence rule.")
    .option("--timezone <zone>", "Its time zone, such as Europe/Berlin.")
    .option("--slug <name>", "What it is called.")
    .option("--params <json>", "Parameters of its runs, as a JSON object.")
    .option("--inactive", "Add it switched off.")
    .action(lazy(async () => (await import("./create.ts")).createSchedule));

  group
    .command("pause")
    .description("Switch a schedule off.")
    .argument("<deployment>", WHICH)
    .argument("<schedule>", SCHEDULE)
    .action(lazy(async () => (await import("./update.ts")).pauseSchedule));

  group
    .command("resume")
    .description("Switch a schedule on.")
    .argument("<deployment>", WHICH)
    .argument("<schedule>", SCHEDULE)
    .action(lazy(async () => (await import("./update.ts")).resumeSchedule));

  group
    .command("delete")
    .alias("rm")
    .description("Take a schedule away.")
    .argument("<deployment>", WHICH)
    .argument("<schedule>", SCHEDULE)
    .action(lazy(async () => (await import("./update.ts")).deleteSchedule));

  group
    .command("clear")
    .description("Take all schedules of a deployment away.")
    .argument("<deployment>", WHICH)
    .action(lazy(async () => (await import("./update.ts")).clearSchedules));
}
