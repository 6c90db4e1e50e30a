import { expect, test } from "vitest";
import { createDeployment, createFlow } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer(
  (server) => {
    const schedule = (runs: number | null) => ({
      schedule: { cron: "0 0 * * *" },
      max_scheduled_runs: runs,
    });

    test("a schedule asks for no more runs than the server allows, however it comes", async () => {
      const { id } = await createDeployment(server, { schedules: [schedule(10)] });
      const { body: schedules } = await server.get(`/deployments/${id}/schedules`);
      const flow_id = (await createFlow(server)).id;
      const answers = await Promise.all([
        server.post("/deployments/", { name: "d", flow_id, schedules: [schedule(11)] }),
        server.post(`/deployments/${id}/schedules`, [schedule(11)]),
        server.call("PATCH", `/deployments/${id}`, { schedules: [schedule(11)] }),
        server.call("PATCH", `/deployments/${id}/schedules/${schedules[0].id}`, { max_scheduled_runs: 11 }),
      ]);
      for (const { status, body } of answers) {
        expect(status).toBe(422);
        expect(body.detail).toContain("max_scheduled_runs is 11, but may be 10");
      }
      expect((await server.post(`/deployments/${id}/schedules`, [schedule(null)])).status).toBe(201);
    });
  },
  { serverDeploymentScheduleMaxScheduledRuns: 10 },
  ["sqlite"],
);
