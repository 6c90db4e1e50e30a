import { randomUUID } from "node:crypto";
import type { OrchestrationResult, State } from "@reeve/protocol";
import { STATE_TYPES } from "@reeve/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createFlowRun, setState } from "../../test/sample-requests.ts";
import { onEachServer, type TestServer } from "../../test/start-test-server.ts";

const CLIENTS = 32;
const PROPOSALS = 6;

type Proposal = { type: State["type"]; message: string };
type Answer = { status: number; body: OrchestrationResult; proposal: Proposal };

// So that the run gets somewhere before it ends.
const anyType = fc.constantFrom(...STATE_TYPES, "PENDING" as const, "RUNNING" as const, "RUNNING" as const);
const everyClientsProposals = (seed: number) =>
  fc.sample(
    fc.array(fc.record({ type: anyType, isForced: fc.nat(9).map((n) => n === 0) }), {
      minLength: PROPOSALS,
      maxLength: PROPOSALS,
    }),
    { numRuns: CLIENTS, seed },
  );

/** One client: proposes one state after another, and remembers what it was answered. */
async function proposeAll(
  server: TestServer,
  path: string,
  name: string,
  proposals: readonly { type: State["type"]; isForced: boolean }[],
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [turn, { type, isForced: force }] of proposals.entries()) {
    const proposal = { type, message: `${name}, ${turn}` };
    const { status, body } = await server.post(`${path}/set_state`, { state: proposal, force });
    answers.push({ status, body, proposal });
  }
  return answers;
}

/** What every client was answered, when all of them proposed states for a run at once. */
const proposeTogether = (server: TestServer, path: string): Promise<Answer[][]> =>
  Promise.all(
    everyClientsProposals(7).map((proposals, client) =>
      proposeAll(server, path, `client ${client}`, proposals),
    ),
  );

/** Every state but the first was the answer to one proposal, and what a client is told never lies before what it knew. */
function expectAgreement(answers: readonly Answer[][], history: readonly State[]): void {
  const written = answers.flat().filter(({ status }) => status === 201);
  expect(written.length).toBeGreaterThan(10);
  const writtenIds = written.map(({ body }) => body.state!.id);
  expect(writtenIds.toSorted()).toEqual(
    history
      .slice(1)
      .map(({ id }) => id)
      .toSorted(),
  );
  const times = history.map(({ timestamp }) => timestamp);
  expect(times).toEqual([...new Set(times)].sort());

  const placeOf = new Map(history.map(({ id }, place) => [id, place]));
  for (const client of answers) {
    let known = 0;
    for (const { status, body, proposal } of client) {
      const place = placeOf.get(body.state!.id) ?? -1;
      expect(body.state).toEqual(history[place]);
      expect(place).toBeGreaterThanOrEqual(known);
      known = place;
      if (body.status === "ACCEPT") expect(body.state).toMatchObject(proposal);
      if (body.status !== "REJECT") expect(status).toBe(body.status === "ACCEPT" ? 201 : 200);
    }
  }
}

onEachServer((server) => {
  const historyOf = async (id: string): Promise<State[]> =>
    (await server.get(`/flow_run_states/?flow_run_id=${id}`)).body;
  const eventsOf = async (id: string) => {
    const rows = await server.database.reader
      .selectFrom("events")
      .select(["id", "payload"])
      .where("resource_id", "=", `prefect.flow-run.${id}`)
      .orderBy("sequence")
      .execute();
    return rows.map((row) => ({ id: row.id, intended: JSON.parse(row.payload).intended }));
  };

  test("of many that claim a run at once, one gets it", async () => {
    const flowRun = await createFlowRun(server, { state: { type: "SCHEDULED" } });
    const answers = await Promise.all(
      Array.from({ length: CLIENTS }, () => setState(server, flowRun.id, { type: "PENDING" })),
    );
    expect(answers.filter(({ body }) => body.status === "ACCEPT")).toHaveLength(1);
    expect(answers.filter(({ body }) => body.status === "ABORT")).toHaveLength(CLIENTS - 1);
    expect(await historyOf(flowRun.id)).toHaveLength(2);
  });

  test("many that propose states for one flow run at once leave one history, and all answers agree with it", async () => {
    const { id } = await createFlowRun(server, { empirical_policy: { retries: 2, retry_delay: 0 } });
    const answers = await proposeTogether(server, `/flow_runs/${id}`);
    const history = await historyOf(id);
    expectAgreement(answers, history);
    const types = history.map(({ type }) => type);
    expect(await eventsOf(id)).toEqual(
      history.map((state, place) => ({
        id: state.id,
        intended: { from: types[place - 1] ?? null, to: state.type },
      })),
    );
    const { body: stored } = await server.get(`/flow_runs/${id}`);
    expect(stored.state).toEqual(history.at(-1));
    // A run that is resumed goes on in the same attempt.
    const attempts = types.filter((type) => type === "RUNNING").length;
    const pauses = types.filter((type) => type === "PAUSED").length;
    expect(stored.run_count).toBeGreaterThanOrEqual(attempts - pauses);
    expect(stored.run_count).toBeLessThanOrEqual(attempts);
  });

  test("so do many that propose states for one task run", async () => {
    const given = { task_key: "t", dynamic_key: randomUUID(), empirical_policy: { retries: 2 } };
    const { body: taskRun } = await server.post("/task_runs/", given);
    const answers = await proposeTogether(server, `/task_runs/${taskRun.id}`);
    const { body: history } = await server.get(`/task_run_states/?task_run_id=${taskRun.id}`);
    expectAgreement(answers, history);
    expect((await server.get(`/task_runs/${taskRun.id}`)).body.state).toEqual(history.at(-1));
  });

  test("a proposal that is sent again while the first is under way is made once", async () => {
    const flowRun = await createFlowRun(server);
    const state = { type: "RUNNING", state_details: { transition_id: flowRun.id } };
    const answers = await Promise.all(
      Array.from({ length: CLIENTS }, () => setState(server, flowRun.id, state)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const [id] = new Set(answers.map(({ body }) => body.state.id));
    expect((await historyOf(flowRun.id)).map((entry) => entry.id)).toEqual([flowRun.state.id, id]);
  });
});
