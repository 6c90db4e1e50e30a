import { randomUUID } from "node:crypto";
import { addSeconds, currentTimestamp, type Timestamp } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createDeployment, eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import { markLateRuns } from "../scheduled-runs/mark-late-runs.ts";
import { scheduleDueRuns } from "./schedule-due-runs.ts";

const HOUR = 3600;
const DAY = 86_400;

// The tests say when there is a pass, and what time it is.
const WITHOUT_LOOPS = { serverServicesSchedulerEnabled: false, serverServicesLateRunsEnabled: false };

onEachServer((server) => {
  const contextAt = (now: Timestamp): Context => ({ ...testContext(server.database), now: () => now });
  const later = (seconds = 0): Timestamp => addSeconds(currentTimestamp(), seconds);
  const pass = (secondsAhead = 0) => scheduleDueRuns(contextAt(later(secondsAhead)));
  const every = (interval: number, own: object = {}) => ({
    schedule: { interval, anchor_date: "2026-01-01T00:00:00.123456Z" },
    ...own,
  });
  const deploy = (schedules: object[], own: Record<string, unknown> = {}) =>
    createDeployment(server, { schedules, ...own });
  const runsOf = async ({ id }: { id: string }) => {
    const filter = { deployment_id: { any_: [id] } };
    const sort = "EXPECTED_START_TIME_ASC";
    return (await server.post("/flow_runs/filter", { flow_runs: filter, sort })).body;
  };
  const patch = (path: string, body: object) => server.call("PATCH", path, body);

  test("runs are made ahead of time, with what their schedule and deployment say", async () => {
    const deployment = await deploy([every(HOUR, { slug: "hourly", parameters: { b: 2 } })], {
      version: "7",
      tags: ["x"],
      labels: { team: "a" },
      parameters: { a: 1, b: 1 },
    });
    await pass();
    const runs = await runsOf(deployment);
    expect(runs).toHaveLength(3);
    const [schedule] = deployment.schedules;
    const time: Timestamp = runs[0].expected_start_time;
    expect(time.endsWith(":00:00.123456Z")).toBe(true);
    expect(runs[0]).toMatchObject({
      flow_id: deployment.flow_id,
      deployment_id: deployment.id,
      deployment_version: "7",
      idempotency_key: `scheduled ${deployment.id} ${schedule.id} ${time.replace("T", " ").replace("Z", "+00:00")}`,
      parameters: { a: 1, b: 2 },
      tags: ["auto-scheduled", "x"],
      labels: {
        "prefect.flow.id": deployment.flow_id,
        "prefect.deployment.id": deployment.id,
        team: "a",
      },
      auto_scheduled: true,
      created_by: { id: schedule.id, type: "SCHEDULE", display_value: "hourly" },
      job_variables: {},
      next_scheduled_start_time: time,
      state_type: "SCHEDULED",
      state_name: "Scheduled",
      state: { state_details: { scheduled_time: time, flow_run_id: null } },
    });
    expect(await eventsOf(server, `prefect.flow-run.${runs[0].id}`)).toEqual([]);
  });

  test("a key spells the time as the clocks of the schedule's timezone show it", async () => {
    const cron = { cron: "30 9 * * *", timezone: "Asia/Kolkata" };
    const deployment = await deploy([{ schedule: cron }]);
    await pass();
    const [run] = await runsOf(deployment);
    expect(run.idempotency_key).toMatch(/ \d{4}-\d\d-\d\d 09:30:00\+05:30$/);
    expect(run.created_by.display_value).toBe("CronSchedule");
  });

  test("a second pass makes nothing twice, and later ones make what is missing then", async () => {
    const deployment = await deploy([every(DAY)]);
    await pass();
    const before = await runsOf(deployment);
    expect(await pass()).toBe(0);
    expect(await runsOf(deployment)).toEqual(before);
    await pass(DAY);
    const after = await runsOf(deployment);
    expect(after).toHaveLength(4);
    expect(after.slice(0, 3).map(({ id }: { id: string }) => id)).toEqual(
      before.map(({ id }: { id: string }) => id),
    );
  });

  test("a run that somebody deleted is not made again, unless its deployment changes", async () => {
    const deployment = await deploy([every(DAY)]);
    await pass();
    const [first, second] = await runsOf(deployment);
    await server.call("DELETE", `/flow_runs/${second.id}`);
    await pass(DAY);
    const times = async () =>
      (await runsOf(deployment)).map((run: { expected_start_time: Timestamp }) => run.expected_start_time);
    expect(await times()).not.toContain(second.expected_start_time);
    expect(await times()).toHaveLength(3);
    await patch(`/deployments/${deployment.id}`, { description: "changed" });
    await pass();
    expect(await times()).toEqual(
      expect.arrayContaining([first.expected_start_time, second.expected_start_time]),
    );
  });

  test("passes at the same time make each run once", async () => {
    const deployments = await Promise.all(
      Array.from({ length: 12 }, () => deploy([every(HOUR), every(DAY)])),
    );
    await Promise.all(Array.from({ length: 6 }, () => pass()));
    for (const deployment of deployments) expect(await runsOf(deployment)).toHaveLength(6);
  });

  test("what was due while nobody made runs is left out, and what was made before is late", async () => {
    const deployment = await deploy([every(HOUR)]);
    await pass();
    const before = await runsOf(deployment);
    await pass(10 * HOUR);
    const after = await runsOf(deployment);
    expect(after).toHaveLength(6);
    expect(after.slice(0, 3)).toMatchObject(before.map(({ id }: { id: string }) => ({ id })));
    const now = later(10 * HOUR);
    expect(
      after.slice(3).every((run: { expected_start_time: Timestamp }) => run.expected_start_time >= now),
    ).toBe(true);
    expect(await markLateRuns(contextAt(now))).toBeGreaterThanOrEqual(3);
    expect((await runsOf(deployment)).map((run: { state_name: string }) => run.state_name)).toEqual([
      "Late",
      "Late",
      "Late",
      "Scheduled",
      "Scheduled",
      "Scheduled",
    ]);
  });

  test("a paused deployment and a schedule that is switched off make no runs until they are on again", async () => {
    const deployment = await deploy([every(HOUR), every(DAY, { active: false })]);
    await pass();
    expect(await runsOf(deployment)).toHaveLength(3);
    await server.post(`/deployments/${deployment.id}/pause_deployment`);
    await pass();
    expect(await runsOf(deployment)).toEqual([]);
    const off = deployment.schedules.find(({ active }: { active: boolean }) => !active);
    await patch(`/deployments/${deployment.id}/schedules/${off.id}`, { active: true });
    await pass();
    expect(await runsOf(deployment)).toEqual([]);
    await server.post(`/deployments/${deployment.id}/resume_deployment`);
    await pass();
    expect(await runsOf(deployment)).toHaveLength(6);
  });

  test("a changed deployment's runs are made anew, at the next pass", async () => {
    const deployment = await deploy([every(HOUR, { slug: "s" })], { parameters: { a: 1 } });
    await pass();
    await patch(`/deployments/${deployment.id}`, { parameters: { a: 2 } });
    await pass();
    const runs = await runsOf(deployment);
    expect(runs.map((run: { parameters: object }) => run.parameters)).toEqual(Array(3).fill({ a: 2 }));
    await patch(`/deployments/${deployment.id}/schedules/${deployment.schedules[0].id}`, every(DAY));
    await pass();
    const [first, second] = await runsOf(deployment);
    expect(Date.parse(second.expected_start_time) - Date.parse(first.expected_start_time)).toBe(DAY * 1000);
  });

  test("a schedule has no more runs ahead than it allows", async () => {
    const deployment = await deploy([every(60, { max_scheduled_runs: 2 })]);
    await pass();
    expect(await runsOf(deployment)).toHaveLength(2);
  });

  test("a schedule that cannot be followed does not keep others from their runs", async () => {
    const [broken, sound] = [await deploy([every(HOUR)]), await deploy([every(HOUR)])];
    await server.database.write((transaction) =>
      transaction
        .updateTable("deployment_schedules")
        .set({ schedule: '{"cron":"sometimes"}' })
        .where("deployment_id", "=", broken.id)
        .execute(),
    );
    await pass();
    expect(await runsOf(broken)).toEqual([]);
    expect(await runsOf(sound)).toHaveLength(3);
    await server.call("DELETE", `/deployments/${broken.id}`);
  });

  test("all schedules get their runs, however many there are", async () => {
    const { flow_id, ...first } = await deploy([every(DAY)]);
    const name = `many-${randomUUID()}`;
    const others = await Promise.all(
      Array.from({ length: 120 }, (_, index) => deploy([every(DAY)], { flow_id, name: `${name}-${index}` })),
    );
    await pass();
    const ids = [first.id, ...others.map(({ id }) => id)];
    const filter = { flow_runs: { deployment_id: { any_: ids } } };
    expect((await server.post("/flow_runs/count", filter)).body).toBe(3 * ids.length);
  });

  test("a pass costs no write while there is nothing to do", async () => {
    await pass();
    const refused = () => Promise.reject(new Error("There was a write."));
    const database = Object.assign(Object.create(server.database), { write: refused });
    expect(await scheduleDueRuns({ ...contextAt(later()), db: database })).toBe(0);
  });

  test("runs can be made at once, also for times that are over, and are not made twice", async () => {
    const deployment = await deploy([every(HOUR)]);
    const path = `/deployments/${deployment.id}/schedule`;
    expect(await server.post(path)).toMatchObject({ status: 200, body: null });
    expect(await runsOf(deployment)).toHaveLength(3);
    const past = { start_time: "2026-01-01T00:00:00Z", end_time: "2026-01-01T05:00:00Z", min_runs: 10 };
    await server.post(path, past);
    await server.post(path, past);
    expect(await runsOf(deployment)).toHaveLength(8);
    expect((await server.post(path, { ...past, max_runs: 1001 })).status).toBe(422);
    expect((await server.post(path, { min_time: 1e13 })).status).toBe(422);
    expect((await server.post(`/deployments/${randomUUID()}/schedule`)).status).toBe(404);
  });
}, WITHOUT_LOOPS);
