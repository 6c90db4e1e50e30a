import { channel } from "node:diagnostics_channel";
import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { countFlowRuns, listFlowRuns } from "@reeve/protocol/flow-runs";
import { readSettings, type Settings } from "@reeve/settings";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMigratedDatabase, type TemporaryDatabase } from "../test/temporary-database.ts";
import { testContext } from "../test/test-context.ts";
import { READS } from "./all-reads.ts";
import type { Context } from "./context.ts";
import type { Database } from "./db/database.ts";
import { createFlowRun } from "./flow-runs/create-flow-run.ts";
import { createFlow } from "./flows/create-flow.ts";
import { LentBytes, type ReadAnswer } from "./http/reads.ts";
import { ReadThreads, readAnswerer } from "./read-threads.ts";
import { startServer } from "./server.ts";

const RUNS = 30;
const HOUR = 3600;

describe.each(["sqlite", "postgres"] as const)("on %s", (dialect) => {
  let temporary: TemporaryDatabase;
  let database: Database;
  let settings: Settings;
  let context: Context;
  let threads: ReadThreads;
  beforeAll(async () => {
    temporary = await createMigratedDatabase(dialect);
    database = await temporary.open();
    settings = readSettings({ env: {}, overrides: { serverDatabaseUrl: temporary.url, serverApiPort: 0 } });
    const now = addSeconds(currentTimestamp(), HOUR);
    context = { ...testContext(database), settings, now: () => now };
    const { flow } = await createFlow(context, { name: "listed" });
    const state = { type: "RUNNING" } as const;
    for (let n = 0; n < RUNS; n++) await createFlowRun(testContext(database), { flow_id: flow.id, state });
    threads = new ReadThreads(context);
  });
  afterAll(async () => {
    await threads?.[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await temporary.remove();
  });

  const read = READS.find(({ endpoint }) => endpoint === (listFlowRuns as unknown))!;
  const caller = { apiVersion: null, clientVersion: null, isPage: false, automation: null, changer: {} };
  const ask = (body: unknown) =>
    threads.answer(read, { params: {}, query: {}, body, caller, origin: "http://here", isSecure: false });
  /** What comes of two reads that arrive together before a thread has loaded: of this thread's and of one of the others'. */
  const askBoth = async (body: unknown) => {
    await using fresh = new ReadThreads(context);
    threads = fresh;
    return await Promise.allSettled([ask(body), ask(body)]);
  };

  test("while a thread loads, a read is answered here, and those beside it wait for the thread", async () => {
    const [here, there] = await askBoth({ limit: RUNS });
    expect(here).toMatchObject({ status: "fulfilled", value: expect.any(String) });
    // As one that is long comes from a thread.
    expect(there).toMatchObject({ status: "fulfilled", value: expect.any(LentBytes) });
    const texts = [here, there].map((settled) => settled.status === "fulfilled" && textOf(settled.value));
    expect(texts[1]).toBe(texts[0]);
  });

  test("a thread goes on answering while nothing that it has lent is given back", async () => {
    await using fresh = new ReadThreads(context);
    threads = fresh;
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask({ limit: RUNS })));
    expect(answers.filter((answer) => answer instanceof LentBytes)).toHaveLength(16);
    expect(new Set(answers.map(textOf)).size).toBe(1);
  });

  test("what is near is answered here, beside threads", async () => {
    await using resources = new AsyncDisposableStack();
    const answer = readAnswerer(context, resources, true);
    const parts = { params: {}, query: {}, body: {}, caller, origin: "", isSecure: false };
    const count = READS.find(({ endpoint }) => endpoint === (countFlowRuns as unknown))!;
    // Each list waits for a thread, but the first.
    const lists = Promise.all([answer(read, parts), answer(read, parts)]).then(() => "lists");
    const counts = Promise.all(Array.from({ length: 3 }, () => answer(count, parts)));
    expect(await Promise.race([lists, counts])).toEqual([`${RUNS}`, `${RUNS}`, `${RUNS}`]);
    expect(await lists).toBe("lists");
  });

  test("a thread answers as of the server's clock", async () => {
    const [, there] = await askBoth({ limit: 1 });
    const [flowRun] = JSON.parse(String(there?.status === "fulfilled" && there.value));
    expect(flowRun.estimated_run_time).toBeGreaterThan(HOUR - 60);
  });

  test.each<[string, unknown]>([
    ["that does not fit its schema", { flow_runs: { id: { any_: "x" } } }],
    ["that is refused by an operation", { limit: 100_000 }],
  ])("a request %s is refused alike by a thread", async (_, body) => {
    const [here, there] = await askBoth(body);
    expect(here?.status).toBe("rejected");
    expect(there).toEqual(here);
    const reasons = [here, there].map((settled) => settled?.status === "rejected" && settled.reason);
    expect(reasons[1].constructor).toBe(reasons[0].constructor);
    expect({ ...reasons[1] }).toEqual({ ...reasons[0] });
  });

  test("a server that is closed first answers what its threads were asked, compressed like all answers", async () => {
    const server = await startServer(settings);
    const list = () => fetch(`${server.apiUrl}/flow_runs/filter`, { method: "POST" });
    const answers = Promise.all([list(), list(), list()]);
    await received(3);
    await server.close();
    for (const answer of await answers) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-encoding")).toBe("gzip");
      expect(await answer.json()).toHaveLength(RUNS);
    }
  });
});

const textOf = (answer: ReadAnswer): string => String(answer instanceof LentBytes ? answer.bytes : answer);

/** Resolves when the servers of this process have received so many requests. */
const received = (count: number): Promise<void> =>
  new Promise((resolve) => {
    const started = channel("http.server.request.start");
    let left = count;
    const onRequest = () => {
      left--;
      if (left > 0) return;
      started.unsubscribe(onRequest);
      resolve();
    };
    started.subscribe(onRequest);
  });
