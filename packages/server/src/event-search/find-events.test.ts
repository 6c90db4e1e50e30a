import { type EventFilter, newId, type ReceivedEvent } from "@reeve/protocol";
import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { holdWithin } from "../../test/hold-within.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { matchesEvent } from "../events/match-event.ts";
import { countEvents } from "./count-events.ts";
import { accessTo, listEvents, listNextEvents } from "./list-events.ts";
import { countNewestEventRows } from "./queries.ts";

const DAY = "2026-11-22";
const WHOLE_DAY = { since: `${DAY}T00:00:00.000000Z`, until: `${DAY}T23:59:59.999999Z` };

// Few of each, so that they meet; some are awkward in SQL, in patterns or in JSON.
const NAMES = [
  "prefect.flow-run.Completed",
  "prefect.flow-run.Fail%ed",
  "prefect.task-run.Completed",
  "a\"'[b]*?",
  "ä",
];
const IDS = [
  "prefect.flow-run.1",
  "prefect.flow-run.2",
  "prefect.flow.1",
  "prefect.flow",
  "x*y[1]%_\\",
  `l${"o".repeat(250)}ng`,
  `l${"o".repeat(250)}nger`,
];
const ROLES = ["flow-run", "flow", "tag"];
const VALUES = ["one", "One", "two words", "100%", "a_b", "[x]", "\\", "", "ü", "a\nb"];
const PATTERNS = [
  ...VALUES,
  "*",
  "o*",
  "*e",
  "!one",
  "!*",
  "*%",
  "a_*",
  "[*",
  "!!one",
  "a?b",
  "*o*d*",
  "[ot]*",
  "[!ot]*",
  "[z-a]*",
  "[!z-a]*",
];
const PREFIXES = ["prefect.", "prefect.flow", "prefect.flow-run.", "x*", "", "ä", `l${"o".repeat(250)}n`];

const someOf = (values: readonly string[]) => fc.subarray([...values], { maxLength: 3 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const labels = (values: readonly string[]) =>
  fc.record({
    name: maybe(fc.constantFrom(...values)),
    "a.b": maybe(fc.constantFrom(...values)),
    'q"': maybe(fc.constantFrom(...values)),
  });

const withoutUndefined = <T extends object>(object: T): T => JSON.parse(JSON.stringify(object));

const arbitraryEvent: fc.Arbitrary<ReceivedEvent> = fc
  .record({
    id: fc.uuid(),
    second: fc.integer({ min: 0, max: 20 }),
    event: fc.constantFrom(...NAMES),
    resource: fc.tuple(fc.constantFrom(...IDS), labels(VALUES)),
    related: fc.array(fc.tuple(fc.constantFrom(...IDS), fc.constantFrom(...ROLES), labels(VALUES)), {
      maxLength: 3,
    }),
    payload: fc.record({ text: fc.constantFrom(...VALUES) }),
  })
  .map(({ id, second, event, resource, related, payload }) =>
    withoutUndefined({
      id,
      event,
      occurred: `${DAY}T10:00:${String(second).padStart(2, "0")}.000000Z`,
      received: `${DAY}T11:00:00.000000Z`,
      resource: { "prefect.resource.id": resource[0], ...resource[1] } as Record<string, string>,
      related: related.map(
        ([relatedId, role, own]) =>
          ({ "prefect.resource.id": relatedId, "prefect.resource.role": role, ...own }) as Record<
            string,
            string
          >,
      ),
      payload,
      follows: null,
    }),
  );

const labelFilter = fc.dictionary(
  fc.constantFrom("name", "a.b", 'q"', "none"),
  fc.oneof(fc.constantFrom(...PATTERNS), fc.array(fc.constantFrom(...PATTERNS), { maxLength: 2 })),
  { maxKeys: 2 },
);
const resourceFilter = {
  id: maybe(someOf(IDS)),
  id_prefix: maybe(someOf(PREFIXES)),
  labels: maybe(labelFilter),
};
const relatedFilter = fc.record({
  id: maybe(someOf(IDS)),
  role: maybe(someOf(ROLES)),
  resources_in_roles: maybe(
    fc.array(fc.tuple(fc.constantFrom(...IDS), fc.constantFrom(...ROLES)), { maxLength: 2 }),
  ),
  labels: maybe(labelFilter),
});
const oneOrMany = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof(arbitrary, fc.array(arbitrary, { maxLength: 2 }));

const arbitraryFilter: fc.Arbitrary<EventFilter> = fc
  .record({
    occurred: fc.record({
      since: fc.constantFrom(WHOLE_DAY.since, `${DAY}T10:00:05.000000Z`),
      until: fc.constantFrom(WHOLE_DAY.until, `${DAY}T10:00:15.000000Z`),
    }),
    event: maybe(
      fc.record({
        name: maybe(someOf(NAMES)),
        prefix: maybe(someOf(PREFIXES)),
        exclude_name: maybe(someOf(NAMES)),
        exclude_prefix: maybe(someOf(PREFIXES)),
      }),
    ),
    resource: maybe(fc.record({ ...resourceFilter, distinct: maybe(fc.boolean()) })),
    related: maybe(oneOrMany(relatedFilter)),
    any_resource: maybe(oneOrMany(fc.record(resourceFilter))),
    text: maybe(
      fc.record({
        query: fc.constantFrom(
          "completed",
          "-one",
          "+two words",
          '"two words"',
          "ü",
          "FLOW-RUN.1 -flow",
          "%",
        ),
      }),
    ),
    order: maybe(fc.constantFrom("ASC", "DESC")),
  })
  .map((filter) => withoutUndefined(filter) as EventFilter);

/** What a reading one by one finds; of a resource's events at one time the one that was stored last is the newest. */
function findOneByOne(filter: EventFilter, events: readonly ReceivedEvent[]): ReceivedEvent[] {
  const passing = events.filter((event) => matchesEvent(filter, event));
  if (!filter.resource?.distinct) return passing;
  const newest = new Map<string, ReceivedEvent>();
  for (const event of passing) {
    const id = event.resource["prefect.resource.id"]!;
    if (!newest.has(id) || newest.get(id)!.occurred <= event.occurred) newest.set(id, event);
  }
  return [...newest.values()];
}

forEachDialect((dialect, openDatabase) => {
  let context: Context;
  beforeAll(async () => {
    context = testContext(await openDatabase());
  });
  beforeEach(async () => {
    await context.db.write(async (transaction) => {
      await transaction.deleteFrom("event_related").execute();
      await transaction.deleteFrom("events").execute();
    });
  });

  const store = (events: readonly ReceivedEvent[]) =>
    context.db.write((transaction) => appendEvents(transaction, events));

  /** All pages of a list, in small steps, and the total that each told. */
  async function listAll(
    filter: EventFilter,
    limit: number,
  ): Promise<{ ids: string[]; totals: Set<number> }> {
    let page = await listEvents(context, filter, limit);
    const [ids, totals] = [page.events.map(({ id }) => id), new Set([page.total])];
    while (page.next) {
      page = await listNextEvents(context, JSON.parse(JSON.stringify(page.next)));
      ids.push(...page.events.map(({ id }) => id));
      totals.add(page.total);
    }
    return { ids, totals };
  }

  test("any filter finds the events that a reading one by one finds, page by page", {
    timeout: 60_000,
  }, async () => {
    const property = fc.asyncProperty(
      fc.uniqueArray(arbitraryEvent, { selector: ({ id }) => id, maxLength: 12 }),
      fc.array(arbitraryFilter, { minLength: 1, maxLength: 20, size: "max" }),
      fc.integer({ min: 1, max: 7 }),
      async (events, filters, limit) => {
        await context.db.write(async (transaction) => {
          await transaction.deleteFrom("event_related").execute();
          await transaction.deleteFrom("events").execute();
        });
        await store(events);
        for (const filter of filters) {
          const expected = findOneByOne(filter, events);
          const { ids, totals } = await listAll(filter, limit);
          expect({ filter, ids: ids.toSorted(), totals: [...totals] }).toEqual({
            filter,
            ids: expected.map(({ id }) => id).sort(),
            totals: [expected.length],
          });
          const times = ids.map((id) => events.find((event) => event.id === id)!.occurred);
          const ordered = filter.order === "ASC" ? times.toSorted() : times.toSorted().reverse();
          expect(times).toEqual(ordered);
          if (filter.resource?.distinct) continue;
          const bySecond = await countEvents(context, filter, { by: "time", unit: "second", interval: 100 });
          expect(bySecond.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
        }
      },
    );
    await holdWithin(30_000, 60, property);
  });

  test("what has a text is counted among so many of the newest events of the time", async () => {
    const [one] = fc.sample(arbitraryEvent, 1);
    const texts = ["needle", "needle", "straw", "needle", "straw"];
    const events = texts.map((text, second) => ({
      ...one!,
      id: newId(),
      payload: { text },
      occurred: `${DAY}T10:00:0${second}.000000Z`,
    }));
    await store(events);
    const access = await accessTo(context, { occurred: WHOLE_DAY, text: { query: "needle" } });
    const counts = [1, 2, 4, 9].map((examined) => countNewestEventRows(context.db.scanner, access, examined));
    expect(await Promise.all(counts)).toEqual([0, 1, 2, 3]);
  });

  test(`on ${dialect} events are found by related resources as soon as they are committed`, async () => {
    const event = fc.sample(arbitraryEvent, 1)[0]!;
    await store([{ ...event, related: [{ "prefect.resource.id": "prefect.flow.9" }] }]);
    const { events } = await listEvents(
      context,
      { occurred: WHOLE_DAY, related: { id: ["prefect.flow.9"] } },
      50,
    );
    expect(events.map(({ id }) => id)).toEqual([event.id]);
  });
});
