import { fromRoot } from "../../scripts/set-up/root.mjs";
import { type SpawnedProcess, spawnProcess } from "./spawn-process.ts";

/** A server in a process of its own, as `reeve server start` runs it. */
export type ReeveServer = AsyncDisposable & {
  readonly url: string;
  readonly apiUrl: string;
  readonly port: number;
  readonly process: SpawnedProcess;
};

/** Runs `reeve server start` with the given home, without waiting for it to serve. */
export function spawnReeveServer(
  home: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): SpawnedProcess {
  const command = [fromRoot("packages/cli/src/main.ts"), "server", "start", ...args];
  return spawnProcess(process.execPath, command, { REEVE_HOME: home, NO_COLOR: "1", ...env });
}

/** Starts a server on a free port, or the given one, and waits until it serves. */
export async function startReeveServer(
  home: string,
  port = 0,
  env: Record<string, string> = {},
): Promise<ReeveServer> {
  const server = spawnReeveServer(home, ["--port", String(port)], env);
  try {
    const [apiUrl] = await server.waitForOutput(/http:\/\/\S+:\d+(?:\/\S*)?\/api\b/);
    const { origin, port: actualPort } = new URL(apiUrl);
    return {
      url: origin,
      apiUrl,
      port: Number(actualPort),
      process: server,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}
