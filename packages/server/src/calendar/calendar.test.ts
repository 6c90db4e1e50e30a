import { addSeconds } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createDeployment, createFlowRun, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const DAY_SECONDS = 86_400;
const midnight = (days: number) =>
  addSeconds(`${new Date().toISOString().slice(0, 10)}T00:00:00.000000Z`, days * DAY_SECONDS);

onEachServer(
  (server) => {
    const calendar = async (start: string, end: string) => {
      const { status, body } = await server.post("/ui/calendar", { start, end });
      expect(status).toBe(200);
      return body;
    };
    const laneOf = (body: { lanes: { deployment_id: string }[] }, id: string) =>
      body.lanes.find(({ deployment_id }) => deployment_id === id);

    test("a schedule that is not kept yet tells its next times, across a change of the clocks", async () => {
      const schedule = { cron: "30 2 29 2 *", timezone: "Europe/Berlin" };
      const { status, body } = await server.post("/ui/schedules/times", { schedule, limit: 2 });
      expect(status).toBe(200);
      expect(body.times).toHaveLength(2);
      for (const time of body.times) expect(time).toMatch(/^\d{4}-02-29T01:30:00/);
      const summer = { cron: "0 6 * 1,7 *", timezone: "Europe/Berlin" };
      const year = await server.post("/ui/schedules/times", { schedule: summer, limit: 62 });
      expect(new Set(year.body.times.map((time: string) => time.slice(11, 13)))).toEqual(
        new Set(["04", "05"]),
      );
    });

    test("a schedule that cannot be understood is refused with the reason", async () => {
      const { status, body } = await server.post("/ui/schedules/times", { schedule: { cron: "every day" } });
      expect(status).toBe(422);
      expect(JSON.stringify(body)).toContain("every day");
    });

    test("a day to come has the times of its schedules, those in force alone", async () => {
      const cron = (text: string) => ({ schedule: { cron: text, timezone: "UTC" } });
      const { id } = await createDeployment(server, {
        schedules: [
          { ...cron("0 */6 * * *"), active: true },
          { ...cron("30 3 * * *"), active: false },
        ],
      });
      const paused = await createDeployment(server, {
        paused: true,
        schedules: [{ ...cron("0 5 * * *"), active: true }],
      });
      // As browsers write times: to the millisecond.
      const body = await calendar(
        ...([3, 4].map((days) => new Date(midnight(days)).toISOString()) as [string, string]),
      );
      expect(laneOf(body, id)).toMatchObject({
        times: [0, 6, 12, 18].map((hour) => addSeconds(midnight(3), hour * 3600)),
        is_cut: false,
        schedules: [{ cron: "0 */6 * * *" }],
      });
      expect(laneOf(body, paused.id)).toMatchObject({ paused: true, times: [] });
    });

    test("a run takes the place of its time, and what ran is there with how it went", async () => {
      const { id, flow_id } = await createDeployment(server, {
        schedules: [{ schedule: { cron: "0 12 * * *", timezone: "UTC" }, active: true }],
      });
      const noon = addSeconds(midnight(2), DAY_SECONDS / 2);
      const state = { type: "SCHEDULED", state_details: { scheduled_time: noon } };
      const planned = await createFlowRun(server, { flow_id, deployment_id: id, state });
      const done = await createFlowRun(server, { flow_id, deployment_id: id });
      await setState(server, done.id, { type: "RUNNING" });
      await setState(server, done.id, { type: "FAILED" });
      const body = await calendar(midnight(-1), midnight(4));
      const times = laneOf(body, id) as { times?: string[] } | undefined;
      expect(times?.times).not.toContain(noon);
      expect(times?.times).toContain(addSeconds(noon, DAY_SECONDS));
      const own = body.runs.filter(({ deployment_id }: { deployment_id: string }) => deployment_id === id);
      expect(own).toMatchObject([
        { id: planned.id, state_type: "SCHEDULED", start_time: noon },
        { id: done.id, state_type: "FAILED" },
      ]);
    });

    test("a schedule with more times than a screen has room for is cut, and says so", async () => {
      const { id } = await createDeployment(server, {
        schedules: [{ schedule: { interval: 60 }, active: true }],
      });
      const lane = laneOf(await calendar(midnight(1), midnight(2)), id);
      expect(lane).toMatchObject({ is_cut: true });
      expect((await server.post("/ui/calendar", { start: midnight(0), end: midnight(90) })).status).toBe(422);
    });
  },
  { serverServicesSchedulerEnabled: false },
);
