import { type Command, Option } from "commander";
import { countArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";
import { declareBlockTypes } from "./type/command.ts";

const WHICH = "As type/name, or its id.";

/** Declares `reeve block`. */
export function declareBlock(program: Command): void {
  const group = program
    .command("block")
    .alias("blocks")
    .description("Register, list, show and delete blocks, which keep settings and secrets.");

  withJson(group.command("register"))
    .description("Tell the server of the types of blocks that a module has.")
    .addOption(
      new Option("-m, --module <name>", "A package, such as @reeve/aws, or the path of a module.").conflicts(
        "file",
      ),
    )
    .option("-f, --file <path>", "A TypeScript or JavaScript file.")
    .action(lazy(async () => (await import("./register.ts")).registerBlocks));

  withJson(group.command("ls").alias("list"))
    .description("List blocks.")
    .option("-t, --type <slug>", "Of this type, such as s3-bucket.")
    .option("-l, --limit <count>", "How many at most.", countArgument, 200)
    .action(lazy(async () => (await import("./ls.ts")).listBlocks));

  withJson(group.command("inspect").alias("get"))
    .description("Show a block, its secrets masked.")
    .argument("[block]", WHICH)
    .addOption(new Option("--id <id>").hideHelp())
    .action(lazy(async () => (await import("./inspect.ts")).inspectBlock));

  withJson(group.command("create"))
    .description("Say where in the UI to make a block of a type.")
    .argument("<type>", "The slug of its type, such as s3-bucket.")
    .action(lazy(async () => (await import("./create.ts")).createBlock));

  group
    .command("delete")
    .alias("rm")
    .description("Delete a block.")
    .argument("[block]", WHICH)
    .addOption(new Option("--id <id>").hideHelp())
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./delete.ts")).deleteBlock));

  declareBlockTypes(group);
}
