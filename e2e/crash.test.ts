import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@reeve/client";
import type { TaskRun } from "@reeve/protocol";
import { expect, test } from "vitest";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { runPython, runTypeScript } from "./support/run-program.ts";
import type { SpawnedProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const PAGE = 200;

/** Creates flow runs, one after the other, until the server is gone; tells which of them it acknowledged. */
async function startWitness(apiUrl: string): Promise<{ acknowledged: Promise<string[]> }> {
  const client = createClient({ apiUrl, maxRetries: 0 });
  const flow = await client.createFlow({ body: { name: "witness" } });
  const create = async () => (await client.createFlowRun({ body: { flow_id: flow.id } })).id;
  const ids = [await create()];
  const untilGone = async () => {
    try {
      for (;;) ids.push(await create());
    } catch {
      return ids;
    }
  };
  return { acknowledged: untilGone() };
}

async function listTaskRuns(apiUrl: string, count: number): Promise<TaskRun[]> {
  const client = createClient({ apiUrl });
  const pages = Array.from({ length: Math.ceil(count / PAGE) }, (_, page) =>
    client.listTaskRuns({ body: { sort: "ID_DESC", limit: PAGE, offset: page * PAGE } }),
  );
  return (await Promise.all(pages)).flat();
}

async function listFlowRunIds(apiUrl: string): Promise<Set<string>> {
  const client = createClient({ apiUrl });
  const ids = new Set<string>();
  for (let offset = 0; ; offset += PAGE) {
    const page = await client.listFlowRuns({ body: { sort: "ID_DESC", limit: PAGE, offset } });
    for (const { id } of page) ids.add(id);
    if (page.length < PAGE) return ids;
  }
}

const fileOfTheKill = (home: string): string => join(home, "server-was-killed");

/** Kills the server when the program says it has come so far, and starts another in its place. */
async function replaceServer(server: ReeveServer, program: SpawnedProcess, progress: RegExp, home: string) {
  const { acknowledged } = await startWitness(server.apiUrl);
  await program.waitForOutput(progress);
  const before = await listTaskRuns(server.apiUrl, PAGE);
  server.process.kill("SIGKILL");
  await server.process.ended;
  await writeFile(fileOfTheKill(home), "");
  return { acknowledged: await acknowledged, before, server: await startReeveServer(home, server.port) };
}

test.each([
  { sdk: "TypeScript", run: runTypeScript, file: "e2e/programs/thousand-tasks.ts", tasks: 1000 },
  { sdk: "Python", run: runPython, file: "e2e/programs/hundred_tasks.py", tasks: 100 },
])(
  "a $sdk run of $tasks tasks goes on when the server is killed and started again",
  async ({ run, file, tasks }) => {
    using home = makeTemporaryDirectory();
    await using first = await startReeveServer(home.path);
    await using program = run(file, [fileOfTheKill(home.path)], {
      apiUrl: first.apiUrl,
      directory: home.path,
    });
    const progress = new RegExp(`counted ${tasks * 0.3}\\b`);
    const { acknowledged, before, server } = await replaceServer(first, program, progress, home.path);
    await using second = server;

    const { code, stdout } = await program.ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`The sum is ${tasks}.`) });

    const taskRuns = await listTaskRuns(second.apiUrl, tasks);
    const states = Object.groupBy(taskRuns, ({ state_name }) => String(state_name));
    expect(Object.fromEntries(Object.entries(states).map(([name, runs]) => [name, runs?.length]))).toEqual({
      Completed: tasks,
    });
    expect(taskRuns.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));

    const flowRunIds = await listFlowRunIds(second.apiUrl);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((id) => !flowRunIds.has(id))).toEqual([]);
  },
);
