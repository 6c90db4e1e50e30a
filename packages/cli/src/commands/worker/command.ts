import { type Command, Option } from "commander";
import { countArgument, repeatedArgument, secondsArgument } from "../../argument.ts";
import { lazy } from "../../declare.ts";

/** Declares `reeve worker`. */
export function declareWorker(program: Command): void {
  const group = program.command("worker").description("Run the flow runs of a work pool on this machine.");

  group
    .command("start")
    .description("Serve a work pool until Ctrl-C; with --type, make it when there is none.")
    .requiredOption("-p, --pool <name>", "The work pool to serve.")
    .option("-t, --type <type>", "Of which type the work pool is to be, such as process or docker.")
    .option("-q, --work-queue <name>", "Only runs of this queue; may be repeated.", repeatedArgument)
    .option("-n, --name <name>", "What this worker is called.")
    .option("-l, --limit <count>", "How many flow runs may be under way at once.", countArgument)
    .option("--prefetch-seconds <seconds>", "Start flow runs this long before their time.", secondsArgument)
    .option("--run-once", "Run what is due now, then end.")
    .option("--with-healthcheck", "Answer GET /health while the worker is well.")
    .addOption(new Option("--install-policy <policy>").hideHelp())
    .action(lazy(async () => (await import("./start.ts")).startWorkerCommand));
}
