import type { Command } from "commander";
import { countArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

const WHICH = "The queue's name.";

/** Declares `reeve work-queue`. */
export function declareWorkQueue(program: Command): void {
  const group = program
    .command("work-queue")
    .alias("work-queues")
    .description("Make, show and change the queues of work pools.");
  const inPool = (command: Command) => command.requiredOption("-p, --pool <name>", "Its work pool.");

  inPool(withJson(group.command("create")))
    .description("Make a queue in a work pool.")
    .argument("<name>", "What it is to be called.")
    .option("--priority <number>", "Runs of queues with lower numbers go first.", countArgument)
    .option("-l, --limit <count>", "How many of its runs may be under way at once.", countArgument)
    .action(lazy(async () => (await import("./create.ts")).createWorkQueue));

  withJson(group.command("ls").alias("list"))
    .description("List queues, of one work pool or of all.")
    .option("-p, --pool <name>", "Of this work pool.")
    .action(lazy(async () => (await import("./ls.ts")).listWorkQueues));

  inPool(withJson(group.command("inspect").alias("get")))
    .description("Show a queue and whether its runs are fetched.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectWorkQueue));

  inPool(group.command("pause"))
    .description("Let no more of its runs be started.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./update.ts")).pauseWorkQueue));

  inPool(group.command("resume"))
    .description("Let its runs be started again.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./update.ts")).resumeWorkQueue));

  inPool(group.command("set-concurrency-limit"))
    .description("Limit how many of its runs may be under way at once.")
    .argument("<name>", WHICH)
    .argument("<count>", "How many.")
    .action(lazy(async () => (await import("./update.ts")).setWorkQueueLimit));

  inPool(group.command("clear-concurrency-limit"))
    .description("Take its limit away.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./update.ts")).clearWorkQueueLimit));

  inPool(withJson(group.command("preview")))
    .description("List its runs that are to come.")
    .argument("<name>", WHICH)
    .option("--hours <count>", "How far ahead to look.", countArgument, 1)
    .action(lazy(async () => (await import("./preview.ts")).previewWorkQueue));

  inPool(group.command("delete").alias("rm"))
    .description("Delete a queue; its runs stay.")
    .argument("<name>", WHICH)
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./delete.ts")).deleteWorkQueue));
}
