import { spawn } from "node:child_process";
import { delimiter, sep } from "node:path";
import { root } from "./root.mjs";
import { SetUpError } from "./set-up-error.mjs";

// Words by which npm, pip and apt-get tell that nothing answered at the other end.
const NETWORK_FAULT =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|NewConnectionError|Name or service not known|Temporary failure (in name resolution|resolving)|Could not resolve|Max retries exceeded/;

/** The search path without the repository's own commands, so that an installer never runs on what it replaces. */
const machinePath = () =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .filter((directory) => !directory.includes(`${sep}node_modules${sep}`))
    .join(delimiter);

/**
 * Runs a command in the repository, beside others that may be running, saying what it is for and how long it took.
 * Its output shows only when it fails; then a SetUpError says what to do.
 */
export async function runCommand(purpose, command, args, options = {}) {
  const started = Date.now();
  console.error(`${purpose} …`);
  const outcome = await outcomeOf(
    spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: machinePath(), ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
  if (outcome.code !== 0) throw new SetUpError(explain(purpose, command, args, outcome));
  console.error(`${purpose}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function outcomeOf(child) {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ error, output }));
    child.on("close", (code, signal) => resolve({ code, signal, output }));
  });
}

function explain(purpose, command, args, outcome) {
  if (outcome.error?.code === "ENOENT") return `${purpose}: the command ${command} is not on this machine.`;
  if (NETWORK_FAULT.test(outcome.output)) {
    return `${purpose}: the package registry cannot be reached. Check the network and run the same command again.`;
  }
  console.error(outcome.output.trimEnd());
  const how = outcome.signal ? `was ended by ${outcome.signal}` : `ended with code ${outcome.code}`;
  return `${purpose}: \`${command} ${args.join(" ")}\` ${how}; its output is above.`;
}
