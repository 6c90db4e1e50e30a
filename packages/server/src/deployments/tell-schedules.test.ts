import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createDeployment, eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const DAILY = { schedule: { cron: "0 6 * * *", timezone: "UTC" }, active: true };
const HOURLY = { schedule: { interval: 3_600, anchor_date: "2026-01-01T00:00:00.000000Z" }, active: true };
const BROWSER = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" };

onEachServer((server) => {
  const told = async (id: string) =>
    (await eventsOf(server, `prefect.deployment.${id}`)).slice(1).map(({ event, payload }) => ({
      event,
      fields: payload.updated_fields,
      ...payload.updates?.schedules,
      by: payload.changed_by?.type,
    }));

  test("each change of a schedule is told with what it was, what it is, and who made it", async () => {
    const { id } = await createDeployment(server, { schedules: [] });
    const schedules = `/deployments/${id}/schedules`;
    const { body } = await server.post(schedules, [DAILY], BROWSER);
    const [{ id: scheduleId }] = body;
    await server.call("PATCH", `${schedules}/${scheduleId}`, { active: false });
    // Nothing is told of what changes nothing.
    await server.call("PATCH", `${schedules}/${scheduleId}`, { active: false });
    await server.call("DELETE", `${schedules}/${scheduleId}`);
    const event = "reeve.deployment.schedules-changed";
    const daily = { id: scheduleId, slug: null, ...DAILY };
    expect(await told(id)).toMatchObject([
      { event, fields: ["schedules"], from: [], to: [daily], by: "BROWSER" },
      { event, from: [daily], to: [{ ...daily, active: false }], by: "PROGRAM" },
      { event, from: [{ ...daily, active: false }], to: [], by: "PROGRAM" },
    ]);
  });

  test("schedules that are sent again with their deployment are told of where they differ alone", async () => {
    const first = await createDeployment(server, { schedules: [DAILY, HOURLY] });
    const again = (schedules: object[]) =>
      server.post("/deployments/", { name: first.name, flow_id: first.flow_id, schedules });
    await again([HOURLY, DAILY]);
    expect(await told(first.id)).toEqual([]);
    await again([DAILY]);
    expect(await told(first.id)).toMatchObject([{ from: [HOURLY], to: [] }]);
    await server.call("PATCH", `/deployments/${first.id}`, { schedules: [HOURLY] });
    expect((await told(first.id))[1]).toMatchObject({ from: [DAILY], to: [HOURLY] });
  });

  test("an automation that changes a deployment is named with the change", async () => {
    const { id } = await createDeployment(server, {});
    const automation = randomUUID();
    await server.call(
      "PATCH",
      `/deployments/${id}`,
      { description: "new" },
      {
        "prefect-automation-id": automation,
        "prefect-automation-name": Buffer.from("night watch").toString("base64"),
      },
    );
    const [, changed] = await eventsOf(server, `prefect.deployment.${id}`);
    expect(changed).toMatchObject({
      event: "prefect.deployment.updated",
      payload: { changed_by: { type: "AUTOMATION", id: automation, display_value: "night watch" } },
    });
  });
});
