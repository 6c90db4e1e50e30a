import type { Command } from "commander";
import { lazy, withJson } from "../../declare.ts";

const TAG = "The tag.";

/** Declares `reeve concurrency-limit`. */
export function declareConcurrencyLimit(program: Command): void {
  const group = program
    .command("concurrency-limit")
    .alias("concurrency-limits")
    .description("Limit how many task runs with a tag run at once.");

  withJson(group.command("ls").alias("list"))
    .description("List the limits of tags.")
    .action(lazy(async () => (await import("./ls.ts")).listTagLimits));

  withJson(group.command("inspect").alias("get"))
    .description("Show a tag's limit, and the task runs that hold its slots.")
    .argument("<tag>", TAG)
    .action(lazy(async () => (await import("./inspect.ts")).inspectTagLimit));

  withJson(group.command("create"))
    .description("Limit a tag, or change its limit.")
    .argument("<tag>", TAG)
    .argument("<count>", "How many task runs with it may run at once.")
    .action(lazy(async () => (await import("./create.ts")).createTagLimit));

  group
    .command("reset")
    .description("Take a tag's slots away from whoever holds them.")
    .argument("<tag>", TAG)
    .action(lazy(async () => (await import("./reset.ts")).resetTagLimit));

  group
    .command("delete")
    .alias("rm")
    .description("Let any number of task runs with a tag run at once.")
    .argument("<tag>", TAG)
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./delete.ts")).deleteTagLimit));
}
