import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { treeCpuMs, treeMemoryBytes } from "../measure/process-tree.ts";
import type { BenchServer, ServerName } from "./bench-server.ts";
import { spawnGroup } from "./running-processes.ts";

export type ServerProcess = {
  name: ServerName;
  version: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  port: number;
};

const START_LIMIT_MS = 120_000;
const POLL_MS = 5;

/** Starts a server and asks for its health until it answers; throws with its last output when it never does. */
export async function startServerProcess(server: ServerProcess): Promise<BenchServer> {
  const { name, version, command, args, env, port } = server;
  const startedAt = performance.now();
  const group = spawnGroup(command, args, env);
  const apiUrl = `http://127.0.0.1:${port}/api`;
  while (!(await isHealthy(apiUrl))) {
    if (group.child.exitCode !== null || performance.now() - startedAt > START_LIMIT_MS) {
      await group[Symbol.asyncDispose]();
      throw new Error(`${name} did not become healthy. It printed:\n${group.output()}`);
    }
    await sleep(POLL_MS);
  }
  return {
    name,
    version,
    apiUrl,
    startMs: performance.now() - startedAt,
    cpuMs: () => treeCpuMs(group.id),
    memoryBytes: () => treeMemoryBytes(group.id),
    [Symbol.asyncDispose]: () => group[Symbol.asyncDispose](),
  };
}

/** A port that nothing listens on. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function isHealthy(apiUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${apiUrl}/health`, { signal: AbortSignal.timeout(5_000) });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}
