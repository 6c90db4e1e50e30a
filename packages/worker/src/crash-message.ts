import type { Ending } from "./launchers/launcher.ts";

const HINTS: Readonly<Record<number, string>> = {
  126: "The command cannot be executed; check that the file is a program and may be run.",
  127: "The command was not found; check that it is installed where the worker runs.",
  134: "It aborted itself, often because an assertion of a native library failed.",
  137: "It was killed, often because the machine or its limit ran out of memory.",
  139: "It accessed memory it does not own; a native library is at fault.",
  143: "It was asked to end, for instance because its machine is being shut down.",
};

/** Why a flow run is Crashed whose process ended without reporting an end: the exit code, what it means, the last lines. */
export function crashMessage(place: string, { exitCode, lastLines }: Ending): string {
  const how =
    exitCode === null
      ? `The ${place} is gone, and nobody saw how it ended; it may have been killed together with its machine.`
      : `The ${place} ended with exit code ${exitCode}. ${HINTS[exitCode] ?? ""}`.trim();
  const output = lastLines.join("\n").trim();
  return output === "" ? how : `${how}\nIts last lines were:\n${output}`;
}
