import type { Command } from "commander";
import { countArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

/** Declares `reeve flow`. */
export function declareFlow(program: Command): void {
  const group = program.command("flow").alias("flows").description("List flows.");

  withJson(group.command("ls").alias("list"))
    .description("List the newest flows.")
    .option("--name <text>", "With this in their name.")
    .option("-l, --limit <count>", "How many at most.", countArgument, 15)
    .action(lazy(async () => (await import("./ls.ts")).listFlows));
}
