import { setImmediate } from "node:timers/promises";
import { newId, type ReceivedEvent } from "@reeve/protocol";
import { beforeAll, expect, test, vi } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { testContext } from "../../test/test-context.ts";
import type { Database } from "../db/database.ts";
import { EventIntake } from "./event-intake.ts";

const sampleEvent = (): ReceivedEvent => ({
  id: newId(),
  occurred: "2026-11-22T23:04:13.307641Z",
  received: "2026-11-22T23:04:13.307641Z",
  event: "made.up",
  resource: { "prefect.resource.id": "made.up.1" },
  related: [],
  payload: {},
  follows: null,
});

forEachDialect((_, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
  });
  const startIntake = () => {
    const commits = { count: 0 };
    const wakeReaders = () => {
      commits.count++;
    };
    return { intake: new EventIntake({ ...testContext(database), wakeReaders }), commits };
  };
  const countOf = async (events: readonly ReceivedEvent[]) => {
    const ids = events.map(({ id }) => id);
    return (await database.reader.selectFrom("events").select("id").where("id", "in", ids).execute()).length;
  };

  test("events that come one after the other share commits", async () => {
    const { intake, commits } = startIntake();
    await using _ = intake;
    await intake.accept([sampleEvent()]);
    const events = Array.from({ length: 20 }, sampleEvent);
    const stored: Promise<void>[] = [];
    for (const event of events) {
      stored.push(intake.accept([event]));
      await setImmediate();
    }
    await Promise.all(stored);
    expect(await countOf(events)).toBe(20);
    // The last of them may have come when the others were being stored.
    expect(commits.count).toBeLessThanOrEqual(3);
  });

  test("somebody who waits makes the events be stored at once", async () => {
    const { intake } = startIntake();
    await using _ = intake;
    // While the clock stands still, gathering never ends.
    vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
    try {
      await intake.accept([sampleEvent()]);
      const events = Array.from({ length: 20 }, sampleEvent);
      for (const event of events) {
        const stored = intake.accept([event]);
        intake.hurry();
        await stored;
      }
      expect(await countOf(events)).toBe(20);
    } finally {
      vi.useRealTimers();
    }
  });

  test("as many events as a batch holds are not gathered any longer", async () => {
    const { intake } = startIntake();
    await using _ = intake;
    await intake.accept([sampleEvent()]);
    const events = Array.from({ length: 600 }, sampleEvent);
    await Promise.all(events.map((event) => intake.accept([event])));
    expect(await countOf(events)).toBe(600);
  });

  test("closing stores what was accepted", async () => {
    const { intake } = startIntake();
    const events = [sampleEvent(), sampleEvent()];
    await intake.accept([events[0]!]);
    const stored = intake.accept([events[1]!]);
    await intake[Symbol.asyncDispose]();
    await stored;
    expect(await countOf(events)).toBe(2);
  });
});
