import { type Command, Option } from "commander";
import { countArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

const WHICH = "Its key, or its id.";

/** Declares `reeve artifact`. */
export function declareArtifact(program: Command): void {
  const group = program
    .command("artifact")
    .alias("artifacts")
    .description("List, show and delete artifacts, which runs show their results with.");

  withJson(group.command("ls").alias("list"))
    .description("List the latest artifact of each key.")
    .option("-a, --all", "List every version, and those without a key.")
    .option("-l, --limit <count>", "How many at most.", countArgument, 50)
    .action(lazy(async () => (await import("./ls.ts")).listArtifacts));

  withJson(group.command("inspect").alias("get"))
    .description("Show an artifact: of a key the latest, and which versions there are.")
    .argument("<artifact>", WHICH)
    .option("-l, --limit <count>", "How many versions at most.", countArgument, 10)
    .action(lazy(async () => (await import("./inspect.ts")).inspectArtifact));

  group
    .command("delete")
    .alias("rm")
    .description("Delete an artifact: of a key all versions, of an id that one.")
    .argument("[artifact]", WHICH)
    .addOption(new Option("--id <id>").hideHelp())
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./delete.ts")).deleteArtifact));
}
