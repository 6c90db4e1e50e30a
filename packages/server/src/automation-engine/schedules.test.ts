import { addSeconds, newId, type Timestamp, type TriggerCreate } from "@reeve/protocol";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { testContext } from "../../test/test-context.ts";
import { createAutomation } from "../automations/create-automation.ts";
import { deleteAutomation } from "../automations/delete-automation.ts";
import { getAutomation } from "../automations/read-automations.ts";
import { enableAutomation, updateAutomation } from "../automations/update-automation.ts";
import type { Context } from "../context.ts";
import { AutomationWatch } from "./automation-watch.ts";
import { evaluateEvents } from "./evaluate-events.ts";
import { evaluateTime } from "./evaluate-time.ts";

const START = "2026-11-22T10:00:30.000000Z";
const at = (time: string): Timestamp => `2026-11-${time}.000000Z`;

forEachDialect((_, openDatabase) => {
  let context: Context;
  let now: Timestamp;
  let ids: string[];
  beforeAll(async () => {
    context = { ...testContext(await openDatabase()), now: () => (now = addSeconds(now, 0.000001)) };
  });
  beforeEach(() => {
    now = START;
    ids = [];
    return async () => {
      for (const id of ids) await deleteAutomation(context, id).catch(() => {});
      await look();
    };
  });

  const create = async (trigger: TriggerCreate, own: object = {}) => {
    const automation = await createAutomation(context, { name: newId(), trigger, actions: [], ...own });
    ids.push(automation.id);
    return automation;
  };
  /** What a server does, one that was just started unless it is given what it remembers. */
  const look = async (watch = new AutomationWatch()) => {
    const progress = await evaluateEvents(context, watch);
    await evaluateTime(context, watch, progress?.readUntil ?? now);
    await evaluateEvents(context, watch);
  };
  const lookAt = async (time: Timestamp) => {
    if (time > now) now = time;
    await look();
  };
  const firingsOf = async (id: string) => {
    const rows = await context.db.reader
      .selectFrom("events")
      .select("payload")
      .where("event", "=", "prefect.automation.triggered")
      .where("resource_id", "=", `prefect.automation.${id}`)
      .orderBy("sequence")
      .execute();
    return rows.map(({ payload }) => JSON.parse(payload).triggering_event.payload.scheduled_time);
  };

  test("a schedule fires each time it is due, once, whichever server looks and however often", async () => {
    const { id } = await create({ type: "schedule", cron: "*/10 * * * *" });
    const servers = [new AutomationWatch(), new AutomationWatch()];
    for (const minute of ["00:40", "09:59", "10:01", "10:02", "20:00"]) {
      now = at(`22T10:${minute}`);
      await Promise.all(servers.map((watch) => look(watch)));
      await look();
    }
    expect(await firingsOf(id)).toEqual([at("22T10:10:00"), at("22T10:20:00")]);
  });

  test("what was missed while no server ran is made up for once", async () => {
    const { id } = await create({ type: "schedule", cron: "0 * * * *" });
    await look();
    await lookAt(at("22T18:30:00"));
    await lookAt(at("22T18:59:00"));
    await lookAt(at("22T19:00:01"));
    expect(await firingsOf(id)).toEqual([at("22T11:00:00"), at("22T19:00:00")]);
  });

  test("the clock is that of the timezone, rules end, and intervals count from when they were made", async () => {
    const cron = await create({ type: "schedule", cron: "0 6 * * *", timezone: "America/New_York" });
    const rule = await create({
      type: "schedule",
      rrule: "DTSTART:20261122T110000\nRRULE:FREQ=DAILY;COUNT=2",
    });
    const interval = await create({ type: "schedule", interval: "P2D" });
    await look();
    for (const hour of [
      ...["22T11:00:01", "23T10:00:01", "23T11:00:01", "24T10:00:01"],
      ...["24T10:00:31", "24T11:00:01", "25T11:00:01"],
    ]) {
      await lookAt(at(hour));
    }
    expect(await firingsOf(cron.id)).toEqual(["22", "23", "24", "25"].map((day) => at(`${day}T11:00:00`)));
    expect(await firingsOf(rule.id)).toEqual([at("22T11:00:00"), at("23T11:00:00")]);
    const [fired, ...others] = await firingsOf(interval.id);
    expect([fired.slice(0, 19), others]).toEqual(["2026-11-24T10:00:30", []]);
  });

  test("a schedule that was disabled, deleted or new when it was due does not fire for that time", async () => {
    const trigger = { type: "schedule", cron: "0 * * * *" } as const;
    const disabled = await create(trigger);
    await look();
    await enableAutomation(context, disabled.id, false);
    await lookAt(at("22T11:00:01"));
    now = at("22T12:30:00");
    await enableAutomation(context, disabled.id, true);
    const late = await create(trigger);
    await lookAt(at("22T12:30:01"));
    await lookAt(at("22T13:00:01"));
    for (const { id } of [disabled, late]) expect(await firingsOf(id)).toEqual([at("22T13:00:00")]);
    now = at("22T14:00:02");
    const last = await create(trigger);
    await look();
    expect(await firingsOf(late.id)).toEqual([at("22T13:00:00"), at("22T14:00:00")]);
    expect(await firingsOf(last.id)).toEqual([]);
  });

  test("it is answered as an event trigger, which any client can read and give back as it is", async () => {
    const { id, trigger } = await create({
      type: "schedule",
      cron: "0 6 * * *",
      timezone: "Europe/Berlin",
      day_or: false,
    });
    expect(trigger).toMatchObject({
      type: "event",
      posture: "Reactive",
      expect: ["reeve.schedule.due"],
      threshold: 1,
      within: 0,
      match: {
        "prefect.resource.id": expect.stringMatching(/^reeve\.schedule\.[0-9a-f]{32}$/),
        "reeve.schedule.cron": "0 6 * * *",
        "reeve.schedule.timezone": "Europe/Berlin",
        "reeve.schedule.day_or": "false",
      },
    });
    await updateAutomation(context, id, { name: "renamed", trigger, actions: [] });
    const { trigger: again } = await getAutomation(context, id);
    expect({ ...again, id: trigger.id }).toEqual(trigger);
    const written = await create({
      type: "event",
      posture: "Reactive",
      expect: ["reeve.schedule.due"],
      threshold: 2,
      within: 150,
      match: { "reeve.schedule.interval": "60", "reeve.schedule.anchor_date": "2026-11-22T10:00:00Z" },
    });
    for (const minute of ["00:31", "01:01", "02:01", "03:01"]) await lookAt(at(`22T10:${minute}`));
    expect(await firingsOf(written.id)).toEqual([at("22T10:02:00")]);
  });

  test("it stands in other triggers", async () => {
    const { id } = await create({
      type: "compound",
      require: "all",
      within: 300,
      triggers: [
        { type: "schedule", cron: "0 * * * *" },
        { type: "schedule", cron: "2 11 * * *" },
      ],
    });
    await look();
    await lookAt(at("22T11:00:01"));
    expect(await firingsOf(id)).toEqual([]);
    await lookAt(at("22T11:02:01"));
    expect(await firingsOf(id)).toEqual([at("22T11:02:00")]);
  });

  test.each<[string, object, string]>([
    ["no times", {}, "A schedule has one of cron, interval, rrule; this one has none of them."],
    ["two kinds of times", { cron: "* * * * *", rrule: "RRULE:FREQ=DAILY" }, "this one has cron and rrule"],
    ["a wrong expression", { cron: "61 * * * *" }, "61"],
    ["a wrong timezone", { cron: "* * * * *", timezone: "Mars" }, '"Mars" is no time zone'],
    ["a wrong interval", { interval: "P" }, "is not understood"],
  ])("one with %s is refused", async (_, own, reason) => {
    await expect(create({ type: "schedule", ...own } as TriggerCreate)).rejects.toThrow(reason);
  });
});
