import type { Command } from "commander";
import { countArgument } from "../../../argument.ts";
import { lazy, withJson } from "../../../declare.ts";

const WHICH = "Its slug, such as s3-bucket.";

/** Declares `reeve block type`. */
export function declareBlockTypes(block: Command): void {
  const group = block
    .command("type")
    .alias("types")
    .description("List, show and delete the types of which there can be blocks.");

  withJson(group.command("ls").alias("list"))
    .description("List types of blocks.")
    .option("-l, --limit <count>", "How many at most.", countArgument, 200)
    .action(lazy(async () => (await import("./ls.ts")).listBlockTypes));

  withJson(group.command("inspect").alias("get"))
    .description("Show a type of blocks and the fields that they have.")
    .argument("<type>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectBlockType));

  group
    .command("delete")
    .alias("rm")
    .description("Delete a type of blocks with all blocks of it.")
    .argument("<type>", WHICH)
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./delete.ts")).deleteBlockType));
}
