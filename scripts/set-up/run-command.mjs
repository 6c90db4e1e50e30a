import { spawnSync } from "node:child_process";
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
 * Runs a command in the repository, saying what it is for and how long it took.
 * Its output shows only when it fails; then a SetUpError says what to do.
 */
export function runCommand(purpose, command, args, options = {}) {
  const started = Date.now();
  process.stderr.write(`${purpose} …`);
  const outcome = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, PATH: machinePath(), ...options.env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });
  process.stderr.write(
    outcome.status === 0 ? ` ${((Date.now() - started) / 1000).toFixed(1)} s\n` : " failed\n",
  );
  if (outcome.status === 0) return outcome.stdout;
  throw new SetUpError(explain(purpose, command, args, outcome));
}

function explain(purpose, command, args, outcome) {
  if (outcome.error?.code === "ENOENT") return `${purpose}: the command ${command} is not on this machine.`;
  const output = `${outcome.stdout ?? ""}${outcome.stderr ?? ""}`;
  if (NETWORK_FAULT.test(output)) {
    return `${purpose}: the package registry cannot be reached. Check the network and run the same command again.`;
  }
  process.stderr.write(`${output.trimEnd()}\n`);
  const how = outcome.signal ? `was ended by ${outcome.signal}` : `ended with code ${outcome.status}`;
  return `${purpose}: \`${command} ${args.join(" ")}\` ${how}; its output is above.`;
}
