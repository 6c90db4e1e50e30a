import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { addSeconds, newId, type ReceivedEvent, secondsBetween, type Timestamp } from "@reeve/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMigratedDatabase } from "../../test/temporary-database.ts";
import { testContext } from "../../test/test-context.ts";
import { COMPOSITE_CASES } from "../../test/trigger-cases/composite-cases.ts";
import { LABEL_PATTERNS, LABEL_VALUES } from "../../test/trigger-cases/label-patterns.ts";
import { PROACTIVE_CASES } from "../../test/trigger-cases/proactive-cases.ts";
import { REACTIVE_CASES } from "../../test/trigger-cases/reactive-cases.ts";
import type { ArrivingEvent, TriggerCase } from "../../test/trigger-cases/trigger-case.ts";
import { createAutomation } from "../automations/create-automation.ts";
import { deleteAutomation } from "../automations/delete-automation.ts";
import type { Database } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { matchesPattern } from "../events/match-event.ts";
import { AutomationWatch } from "./automation-watch.ts";
import { evaluateEvents } from "./evaluate-events.ts";
import { evaluateTime } from "./evaluate-time.ts";

const START = "2026-11-22T10:00:00.000000Z";
const PYTHON = fileURLToPath(new URL("../../../../.venv/test/bin/python", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../../test/python/fire_triggers.py", import.meta.url));

/** What both servers are fed, one step after another. */
type Step = { event: ReceivedEvent } | { second: number };

type Prepared = { one: TriggerCase; steps: Step[]; names: Map<string, string> };

const labelOf = ([second, event]: ArrivingEvent): string => `${event}@${second}`;

/** The events with ids of their own, and the ticks between them. */
function prepare(one: TriggerCase): Prepared {
  const ids = new Map(one.events.map((sent) => [labelOf(sent), newId()]));
  const ticks = (one.ticks ?? []).toSorted((a, b) => a - b);
  const steps: Step[] = [];
  let arrived = 0;
  for (const sent of one.events) {
    const [second, event, resource = "r", { labels = {}, related = [], follows } = {}] = sent;
    arrived = Math.max(arrived, second);
    while (ticks[0] !== undefined && ticks[0] < arrived) steps.push({ second: ticks.shift()! });
    const id = ids.get(labelOf(sent))!;
    steps.push({
      event: {
        id,
        occurred: addSeconds(START, second),
        received: addSeconds(START, arrived),
        event,
        resource: { "prefect.resource.id": resource, ...labels },
        related: related.map((one) => ({ "prefect.resource.id": "o", "prefect.resource.role": "o", ...one })),
        payload: {},
        follows: follows ? ids.get(follows)! : null,
      },
    });
  }
  steps.push(...ticks.map((second) => ({ second })));
  return { one, steps, names: new Map([...ids].map(([label, id]) => [id, label])) };
}

/** `3: a@1 for x` */
function told(prepared: Prepared, at: number, eventId: string | null, labels: readonly string[]): string {
  const event = eventId ? prepared.names.get(eventId) : "nothing";
  const apart = labels.length > 0 ? ` for ${labels.join()}` : "";
  return `${Math.round(at * 1000) / 1000}: ${event}${apart}`;
}

/** What Prefect's server does with the cases, all in one run. */
async function askPrefect(cases: readonly Prepared[]): Promise<{ firings: string[][]; fits: string[][] }> {
  const child = spawn(PYTHON, [PROGRAM], { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(
    JSON.stringify({
      start: START,
      cases: cases.map(({ one, steps }) => ({ trigger: one.trigger, steps })),
      patterns: LABEL_PATTERNS,
      values: LABEL_VALUES,
    }),
  );
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(stdout, stderr).not.toBe("");
  const { firings, fits } = JSON.parse(stdout) as {
    firings: { at: number; event: string | null; labels: string[] }[][];
    fits: string[][];
  };
  return {
    firings: firings.map((some, index) =>
      some.map(({ at, event, labels }) => told(cases[index]!, at, event, labels)),
    ),
    fits,
  };
}

const ALL = Object.entries({
  ...REACTIVE_CASES,
  ...PROACTIVE_CASES,
  ...COMPOSITE_CASES,
}).flatMap(([what, cases]) =>
  Object.entries(cases).map(([does, one]) => ({ name: `${what} ${does}`, prepared: prepare(one) })),
);

describe("in Prefect's server", () => {
  let answers: Awaited<ReturnType<typeof askPrefect>>;
  beforeAll(async () => {
    answers = await askPrefect(ALL.map(({ prepared }) => prepared));
  }, 120_000);

  test.each(ALL.map(({ name, prepared }, index) => ({ name, prepared, index })))(
    "$name",
    ({ prepared: { one }, index }) => {
      expect(answers.firings[index]).toEqual(one.prefect?.firings ?? one.firings);
    },
  );

  test.each(LABEL_PATTERNS.map((pattern, index) => ({ pattern, index })))(
    "the label pattern $pattern fits the same values as in ours",
    ({ pattern, index }) => {
      expect(LABEL_VALUES.filter((value) => matchesPattern(pattern, value))).toEqual(answers.fits[index]);
    },
  );
});

// How what is counted is kept in both databases is tested elsewhere; here it is what fires that matters.
describe("in Reeve's", () => {
  let temporary: Awaited<ReturnType<typeof createMigratedDatabase>>;
  let database: Database;
  beforeAll(async () => {
    temporary = await createMigratedDatabase("sqlite");
    database = await temporary.open();
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await temporary.remove();
  });

  async function firingsOf(prepared: Prepared): Promise<string[]> {
    let now: Timestamp = START;
    // Strictly later each time, as the server's clock is.
    const context = { ...testContext(database), now: () => (now = addSeconds(now, 0.000001)) };
    const watch = new AutomationWatch();
    await evaluateEvents(context, watch);
    const { trigger } = prepared.one;
    now = addSeconds(START, -1);
    const { id } = await createAutomation(context, { name: "case", trigger, actions: [] });
    await evaluateEvents(context, watch);
    now = START;
    for (const step of prepared.steps) {
      const at = "event" in step ? step.event.received : addSeconds(START, step.second);
      if (at > now) now = at;
      if ("event" in step) {
        await database.write((transaction) => appendEvents(transaction, [step.event]));
      }
      const progress = await evaluateEvents(context, watch);
      if ("second" in step) while (await evaluateTime(context, watch, progress!.readUntil));
    }
    const rows = await database.reader
      .selectFrom("events")
      .select(["occurred", "payload"])
      .where("event", "=", "prefect.automation.triggered")
      .where("resource_id", "=", `prefect.automation.${id}`)
      .orderBy("sequence")
      .execute();
    await deleteAutomation(context, id);
    return rows.map(({ occurred, payload }) => {
      const { triggering_event: event, triggering_labels: labels } = JSON.parse(payload);
      return told(prepared, secondsBetween(START, occurred), event?.id ?? null, Object.values(labels));
    });
  }

  test.each(ALL)("$name", async ({ prepared }) => {
    expect(await firingsOf(prepared)).toEqual(prepared.one.firings);
  });
});
