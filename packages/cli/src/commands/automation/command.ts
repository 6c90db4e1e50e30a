import { type Command, Option } from "commander";
import { countArgument, durationArgument, repeatedArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

const WHICH = "Its name, or its id.";

/** Declares `reeve automation`. */
export function declareAutomation(program: Command): void {
  const group = program
    .command("automation")
    .alias("automations")
    .description("List, create, try out and switch automations.");

  withJson(group.command("ls").alias("list"))
    .description("List automations.")
    .option("--tag <tag>", "With this tag; repeated, with all of them.", repeatedArgument)
    .option("-l, --limit <count>", "How many at most.", countArgument, 50)
    .action(lazy(async () => (await import("./ls.ts")).listAutomations));

  withJson(group.command("inspect").alias("get"))
    .description("Show an automation, and what it last did.")
    .argument("<automation>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectAutomation));

  withJson(group.command("create"))
    .description("Create the automations that a file describes.")
    .requiredOption("-f, --from-file <path>", "A file of JSON or YAML; - reads standard input.")
    .action(lazy(async () => (await import("./create.ts")).createAutomations));

  withJson(group.command("test"))
    .description("Say when it would have fired lately, and what it would do; nothing is sent.")
    .argument("<automation>", WHICH)
    .option(
      "--since <duration>",
      "How far to look back, such as 30m or 7d; a day if left out.",
      durationArgument,
    )
    .addOption(new Option("--event <id>", "Act as if this event had fired it.").conflicts("since"))
    .option("--send", "Really do its actions, once.")
    .action(lazy(async () => (await import("./test.ts")).testAutomation));

  group
    .command("enable")
    .alias("resume")
    .description("Let it watch for events.")
    .argument("<automation>", WHICH)
    .action(lazy(async () => (await import("./switch.ts")).enableAutomation));

  group
    .command("disable")
    .alias("pause")
    .description("Let it rest until it is enabled again.")
    .argument("<automation>", WHICH)
    .action(lazy(async () => (await import("./switch.ts")).disableAutomation));

  group
    .command("delete")
    .alias("rm")
    .description("Delete an automation.")
    .argument("<automation>", WHICH)
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./delete.ts")).deleteAutomation));
}
