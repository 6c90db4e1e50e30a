import { type Command, Option } from "commander";
import { formatArgument } from "./argument.ts";

type Action<Args extends string[] | [readonly string[]] | [string | undefined], Options> = (
  ...args: [...Args, Options]
) => Promise<void>;

/** An action whose code is loaded when it is called, and which gets the options of all levels. */
export function lazy<Args extends string[] | [readonly string[]] | [string | undefined], Options>(
  load: () => Promise<Action<Args, Options>>,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const run = await load();
    // Commander passes the arguments, then this level's options, then the command itself.
    const command = given.at(-1) as Command;
    const args = given.slice(0, -2) as Args;
    await run(...args, command.optsWithGlobals() as Options);
  };
}

/** Adds `--json`, and Prefect's `--output json`, which means the same, for those whose fingers know it. */
export function withJson(command: Command): Command {
  return command
    .option("--json", "Print JSON, and nothing else.")
    .addOption(new Option("-o, --output <format>").argParser(formatArgument).hideHelp())
    .on("option:output", () => command.setOptionValue("json", true));
}
