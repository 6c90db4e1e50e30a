import { type Command, Option } from "commander";
import { countArgument, rateArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

const WHICH = "Its name, or its id.";
const DECAY = "Free so many slots a second, which makes a rate limit.";

/** Declares `reeve global-concurrency-limit`. */
export function declareGlobalConcurrencyLimit(program: Command): void {
  const group = program
    .command("global-concurrency-limit")
    .alias("gcl")
    .description("List, create, change and delete concurrency limits and rate limits.");

  withJson(group.command("ls").alias("list"))
    .description("List the limits.")
    .action(lazy(async () => (await import("./ls.ts")).listLimits));

  withJson(group.command("inspect").alias("get"))
    .description("Show a limit.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectLimit));

  withJson(group.command("create"))
    .description("Create a limit.")
    .argument("<name>", "What it is to be called.")
    .requiredOption("-l, --limit <count>", "How many slots there are.", countArgument)
    .option("--slot-decay-per-second <rate>", DECAY, rateArgument)
    .option("--disable", "It limits nothing until it is enabled.")
    .action(lazy(async () => (await import("./create.ts")).createLimit));

  group
    .command("update")
    .description("Change what is given of a limit.")
    .argument("<name>", WHICH)
    .option("-l, --limit <count>", "How many slots there are.", countArgument)
    .option("--slot-decay-per-second <rate>", DECAY, rateArgument)
    .option("--active-slots <count>", "How many slots are taken.", countArgument)
    .option("--enable", "Let it limit.")
    .addOption(new Option("--disable", "Let it limit nothing.").conflicts("enable"))
    .action(lazy(async () => (await import("./update.ts")).updateLimit));

  group
    .command("enable")
    .description("Let a limit limit.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./update.ts")).enableLimit));

  group
    .command("disable")
    .description("Let a limit limit nothing until it is enabled again.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./update.ts")).disableLimit));

  group
    .command("delete")
    .alias("rm")
    .description("Delete a limit; what waits for it goes on.")
    .argument("<name>", WHICH)
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./delete.ts")).deleteLimit));
}
