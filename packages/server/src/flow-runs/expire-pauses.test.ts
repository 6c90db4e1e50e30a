import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlowRun, historyOf, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import type { Database } from "../db/database.ts";
import { expirePauses } from "./expire-pauses.ts";

onEachServer(
  (server) => {
    const contextWith = (db: Database) => testContext(db, 61);
    const pausedRun = async (seconds: number) => {
      const flowRun = await createFlowRun(server, { state: { type: "RUNNING" } });
      const pause_timeout = addSeconds(currentTimestamp(), seconds);
      const paused = await setState(server, flowRun.id, { type: "PAUSED", state_details: { pause_timeout } });
      expect(paused.status).toBe(201);
      return flowRun;
    };

    test("a paused run fails when nobody resumed it in time, and no other does", async () => {
      const [over, waiting] = [await pausedRun(60), await pausedRun(600)];
      const running = await createFlowRun(server, { state: { type: "RUNNING" } });
      expect(await expirePauses(contextWith(server.database))).toBe(1);
      const { body } = await server.get(`/flow_runs/${over.id}`);
      expect(body.state).toMatchObject({ type: "FAILED", message: expect.stringContaining("not resumed") });
      expect(await historyOf(server, waiting.id)).toEqual(["RUNNING", "PAUSED"]);
      expect(await historyOf(server, running.id)).toEqual(["RUNNING"]);
      expect(await expirePauses(contextWith(server.database))).toBe(0);
    });

    test("a run that ended after it was found is left as it is", async () => {
      const flowRun = await pausedRun(60);
      const gone = await pausedRun(60);
      const database: Database = Object.assign(Object.create(server.database), {
        write: async (operation: Parameters<Database["write"]>[0]) => {
          await setState(server, flowRun.id, { type: "COMPLETED" }, true);
          await server.call("DELETE", `/flow_runs/${gone.id}`);
          return server.database.write(operation);
        },
      });
      expect(await expirePauses(contextWith(database))).toBe(0);
      expect((await server.get(`/flow_runs/${flowRun.id}`)).body.state_type).toBe("COMPLETED");
    });
  },
  { serverServicesPauseExpirationsEnabled: false },
);
