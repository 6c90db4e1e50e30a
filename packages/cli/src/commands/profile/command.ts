import type { Command } from "commander";
import { lazy, withJson } from "../../declare.ts";

/** Declares `reeve profile`. */
export function declareProfile(program: Command): void {
  const group = program
    .command("profile")
    .alias("profiles")
    .description("Keep several sets of settings and choose among them.");

  withJson(group.command("ls").alias("list"))
    .description("List the profiles.")
    .action(lazy(async () => (await import("./ls.ts")).listProfiles));

  group
    .command("create")
    .description("Make a new profile.")
    .argument("<name>", "Its name.")
    .option("--from <profile>", "Copy the settings of this one.")
    .action(lazy(async () => (await import("./create.ts")).addProfile));

  group
    .command("use")
    .description("Make a profile the active one.")
    .argument("<name>", "Its name.")
    .action(lazy(async () => (await import("./use.ts")).switchProfile));

  withJson(group.command("inspect"))
    .description("Show what is set in a profile.")
    .argument("[name]", "Its name; the active profile without one.")
    .action(lazy(async () => (await import("./inspect.ts")).inspectProfile));

  group
    .command("delete")
    .alias("rm")
    .description("Delete a profile.")
    .argument("<name>", "Its name.")
    .action(lazy(async () => (await import("./delete.ts")).removeProfile));
}
