import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlowRun, eventsOf, historyOf, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import { markLateRuns } from "./mark-late-runs.ts";

onEachServer(
  (server) => {
    const scheduled = (secondsAhead: number, name?: string) =>
      createFlowRun(server, {
        state: {
          type: "SCHEDULED",
          name,
          state_details: { scheduled_time: addSeconds(currentTimestamp(), secondsAhead) },
        },
      });
    const mark = (secondsAhead = 0) => markLateRuns(testContext(server.database, secondsAhead));
    const read = async ({ id }: { id: string }) => (await server.get(`/flow_runs/${id}`)).body;

    test("a run that was not started 15 seconds after its time is late, and no other", async () => {
      const late = await scheduled(-16);
      const others = [await scheduled(600), await scheduled(-60, "AwaitingRetry")];
      const claimed = await scheduled(-60);
      await setState(server, claimed.id, { type: "PENDING" });
      expect(await mark(-10)).toBe(0);
      expect(await mark()).toBe(1);
      const time = late.next_scheduled_start_time;
      expect(await read(late)).toMatchObject({
        state_name: "Late",
        next_scheduled_start_time: time,
        expected_start_time: time,
        state: { state_details: { scheduled_time: time } },
      });
      for (const run of others) expect((await read(run)).state_name).toBe(run.state_name);
      expect((await read(claimed)).state_type).toBe("PENDING");
      expect((await eventsOf(server, `prefect.flow-run.${late.id}`)).at(-1)?.event).toBe(
        "prefect.flow-run.Late",
      );
    });

    test("a run is marked once, also by servers that look at the same time", async () => {
      const run = await scheduled(-16);
      const marked = await Promise.all([mark(), mark(), mark()]);
      expect(marked.toSorted()).toEqual([0, 0, 1]);
      expect(await mark()).toBe(0);
      expect(await historyOf(server, run.id)).toEqual(["SCHEDULED", "SCHEDULED"]);
    });

    test("a pass marks four hundred runs, and the next one the rest", async () => {
      for (let batch = 0; batch < 9; batch++)
        await Promise.all(Array.from({ length: 45 }, () => scheduled(-3600)));
      expect([await mark(), await mark(), await mark()]).toEqual([400, 5, 0]);
    });
  },
  { serverServicesLateRunsEnabled: false },
);
