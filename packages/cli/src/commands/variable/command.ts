import type { Command } from "commander";
import { countArgument, repeatedArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";

const WHICH = "The variable's name.";

/** Declares `reeve variable`. */
export function declareVariable(program: Command): void {
  const group = program
    .command("variable")
    .alias("variables")
    .description("List, read, set and delete variables, which flows of either language read.");

  withJson(group.command("ls").alias("list"))
    .description("List variables.")
    .option("-l, --limit <count>", "How many at most.", countArgument, 200)
    .action(lazy(async () => (await import("./ls.ts")).listVariables));

  withJson(group.command("get"))
    .description("Print a variable's value and nothing else.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./get.ts")).getVariable));

  withJson(group.command("inspect"))
    .description("Show a variable with its tags and times.")
    .argument("<name>", WHICH)
    .action(lazy(async () => (await import("./inspect.ts")).inspectVariable));

  withJson(group.command("set"))
    .description("Set a variable.")
    .argument("<name>", `${WHICH} Made of a-z, 0-9, "_" and "-".`)
    .argument("<value>", "JSON, or text when it is none.")
    .option("--overwrite", "Replace the value of one that there is.")
    .option("-t, --tag <tag>", "A tag of it; may be repeated.", repeatedArgument)
    .action(lazy(async () => (await import("./set.ts")).setVariable));

  group
    .command("unset")
    .aliases(["delete", "rm"])
    .description("Delete a variable.")
    .argument("<name>", WHICH)
    .option("-y, --yes", "Do not ask first.")
    .action(lazy(async () => (await import("./unset.ts")).unsetVariable));
}
