import type { Command } from "commander";
import { countArgument, durationArgument, repeatedArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

/** Declares `reeve event`. */
export function declareEvent(program: Command): void {
  const group = program.command("event").alias("events").description("Follow what happens.");

  withJson(group.command("stream"))
    .description("Print events as they happen; with --json, a document a line.")
    .option(
      "--name <name>",
      "Of this name; a * at its end stands for anything. May be repeated.",
      repeatedArgument,
    )
    .option(
      "--resource <id>",
      "Of this resource, such as prefect.flow-run.<id>. May be repeated.",
      repeatedArgument,
    )
    .option("--related <id>", "Related to this resource. May be repeated.", repeatedArgument)
    .option("--since <duration>", "Also those of so long ago, such as 10m.", durationArgument)
    .option("-n, --count <count>", "End after so many.", countArgument)
    .action(lazy(async () => (await import("./stream.ts")).streamEvents));
}
