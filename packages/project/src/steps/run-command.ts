import { spawn } from "node:child_process";
import { ReeveError } from "@reeve/protocol/errors";

export type CommandOptions = {
  directory: string;
  environment?: Readonly<Record<string, string>>;
  /** Gets what it writes, line by line, as it comes. */
  print?: (text: string) => void;
  /** What stands for the command in messages, when it holds a secret. */
  shownAs?: string;
};

export type CommandOutput = { stdout: string; stderr: string };

/** Runs a program to its end; throws a ReeveError with what it wrote when it fails or is not there. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { directory, environment, print, shownAs = [command, ...args].join(" ") }: CommandOptions,
): Promise<CommandOutput> {
  const child = spawn(command, args, {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
      if (print) for (const line of text.trimEnd().split("\n")) print(line);
    });
  }
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once("close", resolve);
  child.once("error", (cause) => {
    reject(new ReeveError("invalid_request", `"${shownAs}" cannot be run: ${cause.message}.`, { cause }));
  });
  const exitCode = await promise;
  if (exitCode === 0) return output;
  const said = output.stderr.trim() || output.stdout.trim();
  throw new ReeveError(
    "invalid_request",
    `"${shownAs}" ended with exit code ${exitCode}${said ? `:\n${said.slice(-2000)}` : "."}`,
  );
}
