import { type Argument, Command, CommanderError, type Help, Option } from "commander";
import { lazy, withJson } from "./declare.ts";
import { terminal } from "./output.ts";
import { paint } from "./terminal.ts";

type Declare = (program: Command) => void;

/** What follows `reeve`, in the order of its help. */
const COMMANDS: Readonly<Record<string, () => Promise<Declare>>> = {
  server: async () => (await import("./commands/server/command.ts")).declareServer,
  init: async () => (await import("./commands/init/command.ts")).declareInit,
  deploy: async () => (await import("./commands/deploy/command.ts")).declareDeploy,
  deployment: async () => (await import("./commands/deployment/command.ts")).declareDeployment,
  "work-pool": async () => (await import("./commands/work-pool/command.ts")).declareWorkPool,
  "work-queue": async () => (await import("./commands/work-queue/command.ts")).declareWorkQueue,
  worker: async () => (await import("./commands/worker/command.ts")).declareWorker,
  flow: async () => (await import("./commands/flow/command.ts")).declareFlow,
  "flow-run": async () => (await import("./commands/flow-run/command.ts")).declareFlowRun,
  "task-run": async () => (await import("./commands/task-run/command.ts")).declareTaskRun,
  automation: async () => (await import("./commands/automation/command.ts")).declareAutomation,
  event: async () => (await import("./commands/event/command.ts")).declareEvent,
  gcl: async () => (await import("./commands/gcl/command.ts")).declareGlobalConcurrencyLimit,
  "concurrency-limit": async () =>
    (await import("./commands/concurrency-limit/command.ts")).declareConcurrencyLimit,
  block: async () => (await import("./commands/block/command.ts")).declareBlock,
  variable: async () => (await import("./commands/variable/command.ts")).declareVariable,
  artifact: async () => (await import("./commands/artifact/command.ts")).declareArtifact,
  config: async () => (await import("./commands/config/command.ts")).declareConfig,
  profile: async () => (await import("./commands/profile/command.ts")).declareProfile,
  version: async () => declareVersion,
};

/** Parses the arguments and runs the command they name; throws when it fails. */
export async function runProgram(args: readonly string[]): Promise<void> {
  const program = await createProgram(args);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // A group without a verb shows its help, which is an answer and no failure.
    if (error.exitCode === 0 || error.code === "commander.help") return;
    throw new Error(usageSentence(error.message, namedCommand(program, args)), { cause: error });
  }
}

/** Declares the command that is named, or all of them: for the help, for other names of theirs, and for slips. */
async function createProgram([first = ""]: readonly string[]): Promise<Command> {
  const named = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  const loaders = (named ? [named] : Object.values(COMMANDS)).map((load) => load());
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
  for (const declare of await Promise.all(loaders)) declare(program);
  takeProfileEverywhere(program);
  return program;
}

const declareVersion: Declare = (program) =>
  withJson(program.command("version"))
    .description("Show the versions of Reeve and of what it runs on.")
    .action(lazy(async () => (await import("./commands/version.ts")).showVersion));

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
