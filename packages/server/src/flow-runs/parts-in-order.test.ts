import { beforeAll, expect, test } from "vitest";
import { createFlow, createFlowRun } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

type Listed = {
  id: string;
  state_type: string;
  state_name: string;
  next_scheduled_start_time: string | null;
};

/** Each twice; of some the type and the name belong together, of others not. */
const STATES = [
  ["SCHEDULED", "Scheduled"],
  ["SCHEDULED", "Late"],
  ["PENDING", "Pending"],
  ["COMPLETED", "Completed"],
  ["COMPLETED", "Failed"],
  ["FAILED", "Failed"],
  ["FAILED", "Late"],
  ["COMPLETED", "Fine"],
  // The Kelvin sign is no K, whatever a database makes of its case.
  ["COMPLETED", "\u{212a}illed"],
] as const;

onEachServer((server) => {
  let all: Listed[];
  const list = async (body: object): Promise<Listed[]> =>
    (await server.post("/flow_runs/filter", body)).body as Listed[];
  beforeAll(async () => {
    const flow_id = (await createFlow(server)).id;
    for (const [place, [type, name]] of [...STATES, ...STATES].entries()) {
      const scheduled_time = type === "SCHEDULED" ? `2030-01-${30 - place}T00:00:00Z` : null;
      await createFlowRun(server, { flow_id, state: { type, name, state_details: { scheduled_time } } });
    }
    all = await list({ sort: "START_TIME_DESC" });
    expect(all).toHaveLength(2 * STATES.length);
  });

  /** Pages of three, put together. */
  async function pages(body: object): Promise<string[]> {
    const ids: string[] = [];
    for (;;) {
      const page = await list({ ...body, limit: 3, offset: ids.length });
      ids.push(...page.map(({ id }) => id));
      if (page.length < 3) return ids;
    }
  }

  test.each([
    ["type", ["FAILED", "COMPLETED"]],
    ["type", ["FAILED", "FAILED", "CRASHED"]],
    ["name", ["Failed"]],
    ["name", ["Late"]],
    ["name", ["Late", "Fine", "Completed", "\u{212a}illed"]],
    ["name", ["late", "FAILED", "Suspended"]],
  ])("runs with any %s of %j are listed once each, in the order of all", async (field, values) => {
    const flow_runs = { state: { [field]: { any_: values } } };
    const wanted = all.filter((run) => values.includes(field === "type" ? run.state_type : run.state_name));
    const ids = wanted.map(({ id }) => id);
    expect(await pages({ flow_runs, sort: "START_TIME_DESC" })).toEqual(ids);
    expect(await pages({ flow_runs, sort: "START_TIME_ASC" })).toEqual(ids.toReversed());
  });

  test("what is scheduled is listed by its time, and after it the rest by their ids", async () => {
    const scheduled = all.filter((run) => run.next_scheduled_start_time !== null);
    const rest = all.filter((run) => run.next_scheduled_start_time === null);
    const byTime = scheduled.toSorted((a, b) =>
      a.next_scheduled_start_time! < b.next_scheduled_start_time! ? -1 : 1,
    );
    const byId = rest.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const ids = [...byTime, ...byId].map(({ id }) => id);
    expect(await pages({ sort: "NEXT_SCHEDULED_START_TIME_ASC" })).toEqual(ids);
  });

  test("flows are found by the states of their runs, as these are now", async () => {
    const other = await createFlow(server);
    const flowRun = await createFlowRun(server, { flow_id: other.id, state: { type: "CRASHED" } });
    const flowsWith = async (state: object) =>
      (await server.post("/flows/filter", { flow_runs: { state } })).body.map(({ id }: { id: string }) => id);
    expect(await flowsWith({ type: { any_: ["CRASHED"] } })).toEqual([other.id]);
    expect(await flowsWith({ type: { not_any_: ["COMPLETED", "FAILED", "PENDING", "SCHEDULED"] } })).toEqual([
      other.id,
    ]);
    await server.call("DELETE", `/flow_runs/${flowRun.id}`);
    expect(await flowsWith({ type: { any_: ["CRASHED"] } })).toEqual([]);
  });
});
