import type { Command } from "commander";
import { countArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

const WHICH = "The work pool's name.";

/** Declares `reeve work-pool`. */
export function declareWorkPool(program: Command): void {
  const group = program
    .command("work-pool")
    .alias("work-pools")
    .description("Make, show and change work pools, whose workers run flow runs.");

  withJson(group.command("create"))
    .description("Make a work pool.")
    .argument("<name>", "What it is to be called.")
    .option("-t, --type <type>", "What runs its flow runs: process, docker, kubernetes or ecs.", "process")
    .option(
      "--base-job-template <file>",
      "A JSON file with its base job template; the type's own when left out.",
    )
    .option("--description <text>", "What it is for.")
    .option("--concurrency-limit <count>", "How many of its runs may be under way at once.", countArgument)
    .option("--paused", "Make it paused.")
    .option("--overwrite", "Change the one of this name when there is one.")
    .action(lazy(async () => (await import("./create.ts")).createWorkPool));

  withJson(group.command("ls").alias("list"))
    .description("List work pools.")
    .action(lazy(async () => (await import("./ls.ts")).listWorkPools));

  withJson(group.command("inspect").alias("get"))
    .description("Show a work pool, its queues and its workers.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectWorkPool));

  declareChanges(group);

  withJson(group.command("preview"))
    .description("List its runs that are to come.")
    .argument("<name>", WHICH)
    .option("--hours <count>", "How far ahead to look.", countArgument, 1)
    .action(lazy(async () => (await import("./preview.ts")).previewWorkPool));

  withJson(group.command("get-default-base-job-template"))
    .description("Print the base job template that a type of work pool begins with.")
    .requiredOption("-t, --type <type>", "The type, such as process.")
    .option("-f, --file <file>", "Write it into this file.")
    .action(lazy(async () => (await import("./default-template.ts")).printDefaultTemplate));

  group
    .command("delete")
    .alias("rm")
    .description("Delete a work pool with its queues; its runs stay.")
    .argument("<name>", WHICH)
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./delete.ts")).deleteWorkPool));
}

function declareChanges(group: Command): void {
  group
    .command("pause")
    .description("Let its workers start no more runs.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./update.ts")).pauseWorkPool));

  group
    .command("resume")
    .description("Let its workers start runs again.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./update.ts")).resumeWorkPool));

  group
    .command("update")
    .description("Change a work pool.")
    .argument("<name>", WHICH)
    .option("--base-job-template <file>", "A JSON file with its base job template.")
    .option("--description <text>", "What it is for.")
    .option("--concurrency-limit <count>", "How many of its runs may be under way at once.", countArgument)
    .action(lazy(async () => (await import("./update.ts")).updateWorkPool));

  group
    .command("set-concurrency-limit")
    .description("Limit how many of its runs may be under way at once.")
    .argument("<name>", WHICH)
    .argument("<count>", "How many.")
    .action(lazy(async () => (await import("./update.ts")).setWorkPoolLimit));

  group
    .command("clear-concurrency-limit")
    .description("Take its limit away.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./update.ts")).clearWorkPoolLimit));
}
