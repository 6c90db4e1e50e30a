import {
  type AutomationCreate,
  addSeconds,
  newId,
  type ReceivedEvent,
  type Timestamp,
  type TriggerCreate,
} from "@reeve/protocol";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { testContext } from "../../test/test-context.ts";
import { createAutomation } from "../automations/create-automation.ts";
import { deleteAutomation } from "../automations/delete-automation.ts";
import { enableAutomation, updateAutomation } from "../automations/update-automation.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { AutomationWatch } from "./automation-watch.ts";
import { evaluateEvents } from "./evaluate-events.ts";
import { evaluateTime } from "./evaluate-time.ts";

type EventTriggerCreate = Extract<TriggerCreate, { posture: "Reactive" | "Proactive" }>;

const START = "2026-11-22T10:00:00.000000Z";

forEachDialect((_, openDatabase) => {
  let database: Database;
  let context: Context;
  let watch: AutomationWatch;
  let now: Timestamp;
  beforeAll(async () => {
    database = await openDatabase();
  });
  beforeEach(async () => {
    now = START;
    // Strictly later each time, as the server's clock is.
    context = { ...testContext(database), now: () => (now = addSeconds(now, 0.000001)) };
    watch = new AutomationWatch();
    await database.write(async (transaction) => {
      for (const table of [
        "automations",
        "automation_early_events",
        "automation_actions",
        "events",
        "feed_places",
      ] as const) {
        await transaction.deleteFrom(table).execute();
      }
      await transaction
        .updateTable("automation_revision")
        .set((e) => ({ revision: e("revision", "+", 1) }))
        .execute();
    });
    await evaluateEvents(context, watch);
  });

  const trigger: EventTriggerCreate = {
    type: "event",
    posture: "Reactive",
    expect: ["a"],
    threshold: 2,
    within: 600,
  };
  const create = (own: Partial<AutomationCreate> = {}) =>
    createAutomation(context, { name: "n", trigger, actions: [{ type: "do-nothing" }], ...own });
  const newEvent = (event: string, own: Partial<ReceivedEvent> = {}): ReceivedEvent => {
    const at = context.now();
    return {
      id: newId(),
      occurred: at,
      event,
      resource: { "prefect.resource.id": "r" },
      related: [],
      payload: {},
      follows: null,
      received: at,
      ...own,
    };
  };
  const send = async (...events: ReceivedEvent[]) => {
    await database.write((transaction) => appendEvents(transaction, events));
    return events;
  };
  const isBehind = async () => {
    const newest = await database.reader
      .selectFrom("events")
      .select((e) => e.fn.max("sequence").as("of"))
      .executeTakeFirst();
    const place = await database.reader.selectFrom("feed_places").select("sequence").executeTakeFirst();
    return (newest?.of ?? 0) > (place?.sequence ?? 0);
  };
  /** Reads on until there is nothing more, and once again, as the server does. */
  const read = async (as = watch) => {
    // On PostgreSQL a transaction that others have open hides for a while what was committed after it began.
    do await evaluateEvents(context, as);
    while (await isBehind());
    return evaluateEvents(context, as);
  };
  const pass = async (seconds: number) => {
    now = addSeconds(now, seconds);
    const progress = await read();
    while (await evaluateTime(context, watch, progress!.readUntil));
  };
  const firings = async () => {
    const rows = await database.reader
      .selectFrom("events")
      .select(["resource", "payload", "related"])
      .where("event", "=", "prefect.automation.triggered")
      .orderBy("sequence")
      .execute();
    return rows.map(({ resource, payload, related }) => ({
      name: JSON.parse(resource)["prefect.resource.name"],
      resource: JSON.parse(resource),
      related: JSON.parse(related),
      ...JSON.parse(payload),
    }));
  };
  const invocations = async () => {
    const rows = await database.reader.selectFrom("automation_actions").selectAll().orderBy("id").execute();
    return rows.map(({ invocation }) => JSON.parse(invocation));
  };

  describe("events", () => {
    test("are counted until an automation fires, which is told with the event that did it", async () => {
      await create();
      const [, second] = await send(newEvent("a"), newEvent("a"), newEvent("b"));
      await read();
      expect(await firings()).toMatchObject([
        {
          name: "n",
          resource: { "prefect.posture": "Reactive" },
          related: [
            {
              "prefect.resource.id": `prefect.event.${second!.id}`,
              "prefect.resource.role": "triggering-event",
            },
          ],
          triggering_labels: {},
          triggering_event: second,
        },
      ]);
      expect(await invocations()).toMatchObject([
        { action: { type: "do-nothing" }, actionIndex: 0, triggeringEventId: second!.id },
      ]);
    });

    test("count once, however often and by whom the feed is read", async () => {
      await create({ trigger: { ...trigger, threshold: 3 } });
      await send(newEvent("a"));
      await read();
      await read(new AutomationWatch());
      await send(newEvent("a"));
      const others = [watch, new AutomationWatch(), new AutomationWatch()];
      await Promise.all(others.map((other) => evaluateEvents(context, other)));
      await read();
      expect(await firings()).toEqual([]);
      await send(newEvent("a"));
      await read();
      expect(await firings()).toHaveLength(1);
    });

    test("from before an automation was made or enabled do not count", async () => {
      await send(newEvent("a"), newEvent("a"));
      const { id } = await create({ trigger: { ...trigger, threshold: 1 } });
      await read();
      await enableAutomation(context, id, false);
      await send(newEvent("a"));
      await read();
      await enableAutomation(context, id, true);
      await read();
      expect(await firings()).toEqual([]);
      await send(newEvent("a"));
      await read();
      expect(await firings()).toHaveLength(1);
    });

    test("that were counted are forgotten when the automation is changed", async () => {
      const { id } = await create();
      await send(newEvent("a"));
      await read();
      await updateAutomation(context, id, { name: "new", trigger, actions: [] });
      await send(newEvent("a"));
      await read();
      expect(await firings()).toEqual([]);
      await send(newEvent("a"));
      await read();
      expect(await firings()).toMatchObject([{ name: "new" }]);
    });

    test("of a deleted automation count for nothing", async () => {
      const { id } = await create();
      await send(newEvent("a"));
      await read();
      await deleteAutomation(context, id);
      await send(newEvent("a"));
      await read();
      expect(await firings()).toEqual([]);
      expect(await database.reader.selectFrom("automation_buckets").selectAll().execute()).toEqual([]);
    });

    test("are counted apart for each value, also for long ones", async () => {
      await create({ trigger: { ...trigger, for_each: ["related:shop:name", "prefect.resource.id"] } });
      const long = "x".repeat(5_000);
      const of = (name: string) =>
        newEvent("a", { related: [{ "prefect.resource.id": "s", "prefect.resource.role": "shop", name }] });
      await send(of("one"), of(`${long}1`), of(`${long}2`), of("one"), of(`${long}2`));
      await read();
      expect((await firings()).map(({ triggering_labels }) => triggering_labels)).toEqual([
        { "prefect.resource.id": "r", "related:shop:name": "one" },
        { "prefect.resource.id": "r", "related:shop:name": `${long}2` },
      ]);
    });

    test("of many automations fire those that they concern", async () => {
      for (const id of ["1", "2", "3"]) {
        await create({
          name: id,
          trigger: { ...trigger, threshold: 1, match: { "prefect.resource.id": `r.${id}` } },
        });
      }
      await send(newEvent("a", { resource: { "prefect.resource.id": "r.2" } }));
      await read();
      expect((await firings()).map(({ name }) => name)).toEqual(["2"]);
    });

    test("are read in many pages", async () => {
      await create({ trigger: { ...trigger, threshold: 1_200, within: 3_600 } });
      await send(...Array.from({ length: 1_200 }, () => newEvent("a")));
      await read();
      expect(await firings()).toHaveLength(1);
    });
  });

  describe("the order of cause and effect", () => {
    const within: EventTriggerCreate = {
      after: ["a"],
      expect: ["b"],
      threshold: 1,
      within: 60,
      posture: "Reactive",
    };

    test("holds when an event comes before the one it follows", async () => {
      await create({ trigger: within });
      const first = newEvent("a");
      const second = newEvent("b", { follows: first.id });
      await send(second);
      await read();
      await send(first);
      await read();
      expect(await firings()).toMatchObject([{ triggering_event: { id: second.id } }]);
    });

    test("holds when that one concerns nobody, and over several steps", async () => {
      await create({ trigger: { ...within, after: [], expect: ["b", "c"], threshold: 2 } });
      const first = newEvent("other");
      const second = newEvent("b", { follows: first.id });
      const third = newEvent("c", { follows: second.id });
      await send(third);
      await read();
      await send(second);
      await read();
      expect(await firings()).toEqual([]);
      await send(first);
      await read();
      expect(await firings()).toMatchObject([{ triggering_event: { id: third.id } }]);
    });

    test("is given up after a quarter of an hour", async () => {
      await create({ trigger: { ...trigger, expect: ["b"], threshold: 1 } });
      await send(newEvent("b", { follows: newId() }));
      await pass(14 * 60);
      expect(await firings()).toEqual([]);
      await pass(2 * 60);
      expect(await firings()).toHaveLength(1);
    });

    test("is not waited for where the server itself tells all there is", async () => {
      await create({ trigger: { ...trigger, expect: ["b"], threshold: 1 } });
      const resource = { "prefect.resource.id": `prefect.flow-run.${newId()}` };
      await send(newEvent("b", { follows: newId(), resource }));
      await read();
      expect(await firings()).toHaveLength(1);
    });
  });

  describe("time", () => {
    const proactive: EventTriggerCreate = { type: "event", posture: "Proactive", within: 60, expect: ["b"] };

    test("fires what waited in vain, once a window", async () => {
      await create({ trigger: proactive });
      await pass(0);
      await pass(59);
      expect(await firings()).toEqual([]);
      await pass(2);
      await pass(1);
      expect(await firings()).toMatchObject([{ triggering_event: null }]);
      await pass(60);
      expect(await firings()).toHaveLength(2);
    });

    test("fires what was to come after an event, and names that", async () => {
      await create({ trigger: { ...proactive, after: ["a"], for_each: ["prefect.resource.id"] } });
      const [first] = await send(newEvent("a"));
      await pass(30);
      await send(newEvent("a", { resource: { "prefect.resource.id": "other" } }));
      await send(newEvent("b", { resource: { "prefect.resource.id": "other" } }));
      await pass(31);
      expect(await firings()).toMatchObject([
        { triggering_labels: { "prefect.resource.id": "r" }, triggering_event: { id: first!.id } },
      ]);
      await pass(600);
      expect(await firings()).toHaveLength(1);
    });

    test("does not pass beyond what has been read", async () => {
      await create({ trigger: { ...proactive, after: ["a"] } });
      const [first] = await send(newEvent("a"));
      await read();
      now = addSeconds(now, 120);
      await evaluateTime(context, watch, addSeconds(first!.occurred, 30));
      expect(await firings()).toEqual([]);
    });

    test("lets reactive triggers forget what is long over", async () => {
      await create({ trigger: { ...trigger, within: 10 } });
      await send(newEvent("a"));
      await pass(65);
      expect(await database.reader.selectFrom("automation_buckets").selectAll().execute()).toHaveLength(1);
      await pass(10);
      expect(await database.reader.selectFrom("automation_buckets").selectAll().execute()).toEqual([]);
    });
  });

  describe("triggers in triggers", () => {
    const expecting = (name: string): TriggerCreate => ({
      type: "event",
      posture: "Reactive",
      expect: [name],
    });
    const sequence: TriggerCreate = {
      type: "sequence",
      within: 60,
      triggers: [expecting("a"), expecting("b")],
    };

    test("keep what has fired until the whole does, over restarts", async () => {
      await create({ trigger: sequence });
      await send(newEvent("a"));
      await read();
      const [last] = await send(newEvent("b"));
      await read(new AutomationWatch());
      expect(await firings()).toMatchObject([{ triggering_labels: {}, triggering_event: { id: last!.id } }]);
      expect((await invocations())[0].firing.firings).toHaveLength(2);
      await send(newEvent("b"));
      await read();
      expect(await firings()).toHaveLength(1);
    });

    test("nest", async () => {
      await create({
        trigger: { type: "compound", within: null, require: "all", triggers: [sequence, expecting("c")] },
      });
      await send(newEvent("c"), newEvent("a"));
      await read();
      expect(await firings()).toEqual([]);
      await send(newEvent("b"));
      await read();
      expect(await firings()).toHaveLength(1);
    });
  });

  describe("automations that watch automations", () => {
    test("are fired by what others do, with the actions that go with it", async () => {
      const first = await create({
        trigger: { ...trigger, threshold: 1 },
        actions_on_trigger: [{ type: "cancel-flow-run" }],
      });
      const match = { "prefect.resource.id": `prefect.automation.${first.id}` };
      await create({
        name: "second",
        trigger: { ...trigger, threshold: 1, expect: ["prefect.automation.triggered"], match },
      });
      const [event] = await send(newEvent("a"));
      await read();
      expect((await firings()).map(({ name }) => name)).toEqual(["n", "second"]);
      const [own, onTrigger] = await invocations();
      expect(own).toMatchObject({ actionIndex: 0, triggeringEventId: event!.id });
      expect(onTrigger).toMatchObject({ actionIndex: 1, triggeringEventId: onTrigger.stateEventId });
    });

    test("do not fire themselves, nor one another without end", async () => {
      const all = { ...trigger, threshold: 1, within: 0, expect: ["a", "prefect.automation.triggered"] };
      await create({ name: "one", trigger: all });
      await send(newEvent("a"));
      await read();
      expect(await firings()).toHaveLength(1);
      await create({ name: "two", trigger: all });
      await send(newEvent("a"));
      for (let round = 0; round < 12; round++) await read();
      const count = (await firings()).length;
      expect(count).toBeGreaterThan(3);
      await read();
      expect(await firings()).toHaveLength(count);
    });
  });
});
