import type { Command } from "commander";
import { repeatedArgument } from "../../argument.ts";
import { lazy } from "../../declare.ts";

/** Declares `reeve init`, which is also `reeve project init`. */
export function declareInit(program: Command): void {
  declare(program.command("init"));
  declare(program.command("project").description("Begin a project.").command("init"));
}

function declare(command: Command): void {
  command
    .description("Write the files of a new project into this folder.")
    .option("--name <name>", "What the project is called; as this folder when left out.")
    .option("--recipe <recipe>", "How its code gets to where it runs: local, git, docker or s3.")
    .option("-f, --field <name=value>", "Something that the recipe asks for.", repeatedArgument)
    .option("--reeve", "Call the files reeve.yaml and .reeveignore.")
    .action(lazy(async () => (await import("./init.ts")).initProjectCommand));
}
