import { type Argument, Command, CommanderError, type Help, Option } from "commander";
import { declareArtifact } from "./commands/artifact/command.ts";
import { declareAutomation } from "./commands/automation/command.ts";
import { declareBlock } from "./commands/block/command.ts";
import { declareConcurrencyLimit } from "./commands/concurrency-limit/command.ts";
import { declareConfig } from "./commands/config/command.ts";
import { declareDeploy } from "./commands/deploy/command.ts";
import { declareDeployment } from "./commands/deployment/command.ts";
import { declareEvent } from "./commands/event/command.ts";
import { declareFlow } from "./commands/flow/command.ts";
import { declareFlowRun } from "./commands/flow-run/command.ts";
import { declareGlobalConcurrencyLimit } from "./commands/gcl/command.ts";
import { declareInit } from "./commands/init/command.ts";
import { declareProfile } from "./commands/profile/command.ts";
import { declareServer } from "./commands/server/command.ts";
import { declareTaskRun } from "./commands/task-run/command.ts";
import { declareVariable } from "./commands/variable/command.ts";
import { declareWorkPool } from "./commands/work-pool/command.ts";
import { declareWorkQueue } from "./commands/work-queue/command.ts";
import { declareWorker } from "./commands/worker/command.ts";
import { lazy, withJson } from "./declare.ts";
import { terminal } from "./output.ts";
import { paint } from "./terminal.ts";

/** Parses the arguments and runs the command they name; throws when it fails. */
export async function runProgram(args: readonly string[]): Promise<void> {
  const program = createProgram();
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // A group without a verb shows its help, which is an answer and no failure.
    if (error.exitCode === 0 || error.code === "commander.help") return;
    throw new Error(usageSentence(error.message, namedCommand(program, args)), { cause: error });
  }
}

function createProgram(): Command {
  const program = new Command("reeve")
    .description("Run workflows and see what they do.")
    .option("-p, --profile <name>", "Use the settings of this profile.")
    .helpOption("-h, --help", "Show this help.")
    .helpCommand("help [command]", "Show the help of a command.")
    // So that -p may mean another thing to a command, such as its work pool.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: () => {}, writeErr: (text) => process.stdout.write(text) })
    .configureHelp(HELP);
  declareServer(program);
  declareInit(program);
  declareDeploy(program);
  declareDeployment(program);
  declareWorkPool(program);
  declareWorkQueue(program);
  declareWorker(program);
  declareFlow(program);
  declareFlowRun(program);
  declareTaskRun(program);
  declareAutomation(program);
  declareEvent(program);
  declareGlobalConcurrencyLimit(program);
  declareConcurrencyLimit(program);
  declareBlock(program);
  declareVariable(program);
  declareArtifact(program);
  declareConfig(program);
  declareProfile(program);
  withJson(program.command("version"))
    .description("Show the versions of Reeve and of what it runs on.")
    .action(lazy(async () => (await import("./commands/version.ts")).showVersion));
  takeProfileEverywhere(program);
  return program;
}

/** Whoever thinks of the profile after the command may still name it there. */
function takeProfileEverywhere({ commands }: Command): void {
  for (const command of commands) {
    if (command.commands.length > 0) takeProfileEverywhere(command);
    else command.addOption(new Option("--profile <name>").hideHelp());
  }
}

const HELP: Partial<Help> = {
  helpWidth: Math.min(terminal.width, 100),
  showGlobalOptions: true,
  styleTitle: (title) => paint(terminal, "bold", title),
  subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentTerm)].join(" "),
  optionDescription: (option: Option) =>
    typeof option.defaultValue === "number"
      ? `${option.description} [${option.defaultValue}]`
      : option.description,
};

function argumentTerm(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function namedCommand(program: Command, args: readonly string[]): Command {
  let command = program;
  for (const arg of args) {
    const next = command.commands.find((one) => one.name() === arg || one.aliases().includes(arg));
    if (next) command = next;
  }
  return command;
}

/** Commander's `error: unknown option '--x'\n(Did you mean --y?)` as one sentence. */
function usageSentence(message: string, command: Command): string {
  const [first = "", second = ""] = message.replace(/^error: /, "").split("\n");
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/\.$/, "");
  const suggestion = /^\(Did you mean (?:one of )?(.+)\?\)$/.exec(second)?.[1];
  if (suggestion) return `${sentence}; did you mean ${suggestion}?`;
  return `${sentence}; see "${pathOf(command)} --help".`;
}

const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
