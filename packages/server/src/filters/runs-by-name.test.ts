import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { holdWithin } from "../../test/hold-within.ts";
import { sampleFlow, sampleFlowRun } from "../../test/sample-rows.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { countFlowRuns } from "../flow-runs/count-flow-runs.ts";
import { listFlowRuns } from "../flow-runs/read-flow-runs.ts";
import { indexRunNames } from "../run-name-index/index-run-names.ts";
import { findFewByName } from "./few-by-name.ts";
import { firstNamed } from "./first-in-order.ts";
import { flowRunsMatch } from "./index.ts";
import { flowRunOrder } from "./order.ts";
import { findRunsByName } from "./runs-by-name.ts";

const NAMES = [
  "silent-otter",
  "Silent-OTTER-2",
  'otterly 100% "quoted" it\'s',
  "brave-heron",
  "bravest_heron",
  "ΟΔΟΣ-ΟΤΤΕΡ",
  "İstanbul-Straße",
  `${"long-".repeat(40)}otter`,
  "ot",
  "\u{1F9A6}\u{1F9A6}\u{1F9A6}",
];
const PATTERNS = [
  "otter",
  "OTTER",
  "ott_r",
  "sil%ter",
  "brave",
  "bravest",
  '00% "q',
  "ος-ο",
  "οδο",
  "istanbul",
  "i̇sta",
  "STRASSE",
  "straße",
  "\u{1F9A6}\u{1F9A6}\u{1F9A6}",
  "\u{1F9A6}\u{1F9A6}",
  "ot",
  "%%%",
  "heron\0otter",
  "heron",
  "wren",
  "g-otter",
];

type Step = { what: "add" | "rename" | "delete" | "index" | "renumber"; name: string; place: number };
const steps = fc.array(
  fc.record<Step>({
    what: fc.constantFrom("add", "add", "add", "rename", "delete", "index", "renumber"),
    name: fc.constantFrom(...NAMES),
    // Often the last of all, whose row's number the next one would get.
    place: fc.oneof(fc.constant(0), fc.nat(20)),
  }),
  { minLength: 5, maxLength: 30, size: "max" },
);

forEachDialect((dialect, openDatabase) => {
  let database: Database;
  let context: Context;
  const flow = sampleFlow();
  beforeAll(async () => {
    database = await openDatabase();
    context = testContext(database);
    await database.write((transaction) => transaction.insertInto("flows").values(flow).execute());
  });
  beforeEach(async () => {
    await database.write((transaction) => transaction.deleteFrom("flow_runs").execute());
  });

  let added: string[] = [];
  const add = (...names: string[]) =>
    database.write(async (transaction) => {
      for (const name of names) {
        const id = randomUUID();
        added.push(id);
        await transaction
          .insertInto("flow_runs")
          .values(sampleFlowRun({ id, flow_id: flow.id, name }))
          .execute();
      }
    });
  const index = () => indexRunNames(context, undefined, 1);

  async function take({ what, name, place }: Step): Promise<void> {
    const id = added.at(-1 - (place % added.length)) ?? randomUUID();
    if (what === "add") await add(name);
    if (what === "index") await index();
    await database.write(async (transaction) => {
      if (what === "rename")
        await transaction.updateTable("flow_runs").set({ name }).where("id", "=", id).execute();
      if (what === "delete") {
        await transaction.deleteFrom("flow_runs").where("id", "=", id).execute();
        added = added.filter((one) => one !== id);
      }
      if (what === "renumber" && dialect === "sqlite") await renumber(transaction);
    });
  }
  /** As VACUUM may. */
  const renumber = (transaction: Database["reader"]) =>
    sql`update flow_runs set rowid = ranked.rank
      from (select id, row_number() over (order by rowid) as rank from flow_runs) as ranked
      where ranked.id = flow_runs.id`.execute(transaction);

  const named = (like_: string) => ({ flow_runs: { name: { like_ } } });
  async function idsOf(like_: string): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      select id from flow_runs where ${flowRunsMatch(dialect, named(like_))} order by id desc`.execute(
      database.reader,
    );
    return rows.map(({ id }) => id);
  }

  test("a part of a name is found whatever came, went, was named anew or numbered anew, and when", async () => {
    const property = fc.asyncProperty(steps, async (taken) => {
      added = [];
      await database.write((transaction) => transaction.deleteFrom("flow_runs").execute());
      for (const step of taken) {
        await take(step);
        if (step.what === "add") continue;
        for (const like_ of PATTERNS) {
          const wanted = await idsOf(like_);
          const found = await listFlowRuns(context, named(like_), { limit: 30, offset: 0 });
          expect({ like_, ids: found.map(({ id }) => id) }).toEqual({ like_, ids: wanted });
          expect(await countFlowRuns(context, named(like_))).toBe(wanted.length);
        }
      }
    });
    await holdWithin(20_000, 25, property);
  }, 60_000);

  describe.runIf(dialect === "sqlite")("on SQLite", () => {
    test("an index of rows that were numbered anew is not taken for true after its last run has gone", async () => {
      added = [];
      await add("heron-1", "heron-2", "heron-3", "heron-4");
      await index();
      await take({ what: "delete", name: "", place: 3 });
      await take({ what: "renumber", name: "", place: 0 });
      await add("otter-1", "otter-2");
      await take({ what: "delete", name: "", place: 1 });
      await index();
      const found = await listFlowRuns(context, named("heron"), { limit: 9, offset: 0 });
      expect(found.map(({ name }) => name).toSorted()).toEqual(["heron-2", "heron-3", "heron-4"]);
    });

    test("a part that many names have is found past the newest of them, and among all", async () => {
      added = [];
      await add(...Array.from({ length: 30 }, (_, n) => NAMES[n % NAMES.length]!));
      await index();
      await add("otter", "heron");
      const [page, order] = [{ limit: 4, offset: 1 }, flowRunOrder("ID_DESC")];
      for (const like_ of PATTERNS.filter((pattern) => pattern.length > 2 && pattern !== "%%%")) {
        const matches = flowRunsMatch(dialect, named(like_));
        const found = await findRunsByName(database.reader, "flow_runs", named(like_), 2);
        if (!found || found.isAll) continue;
        for (const near of [3, 50]) {
          const wanted = { matches, parts: [matches], order, ...page };
          const ids = await firstNamed(database.reader, "flow_runs", found, "ID_DESC", wanted, near);
          expect({ like_, near, ids: ids.toSorted() }).toEqual({
            like_,
            near,
            ids: (await idsOf(like_)).slice(1, 5).toSorted(),
          });
        }
      }
      expect((await findRunsByName(database.reader, "flow_runs", named("otter"), 2))?.isAll).toBe(false);
      expect((await findRunsByName(database.reader, "flow_runs", named("wren"), 2))?.isAll).toBe(true);
    });

    test("what is too short for the index, and what it does not know yet, is looked for as it was", async () => {
      const isFound = async (like_: string) =>
        (await findRunsByName(database.reader, "flow_runs", named(like_))) !== undefined;
      expect([await isFound("ott"), await isFound("ot"), await isFound("o%t_r")]).toEqual([
        true,
        false,
        false,
      ]);
      await add(...Array.from({ length: 2_100 }, (_, n) => `wren-${n}`));
      expect(await isFound("otter")).toBe(false);
      await indexRunNames(context);
      expect(await isFound("otter")).toBe(true);
      const last = await listFlowRuns(context, named("wren-2099"), { limit: 5, offset: 0 });
      expect(last.map(({ name }) => name)).toEqual(["wren-2099"]);
    });
  });

  describe.runIf(dialect === "postgres")("on PostgreSQL", () => {
    const found = async (like_: string, bounds = {}) =>
      (await findFewByName(database.reader, named(like_), bounds))?.length;

    test("few that have a part are known, and many or common ones are left to the list's order", async () => {
      added = [];
      await add(
        ...Array.from({ length: 12 }, (_, n) => `${"far-".repeat(30 * (n % 2))}Kestrel-${n}`),
        "wren",
      );
      await index();
      expect(await found("WREN")).toBe(1);
      expect(await found("eagle")).toBe(0);
      expect(await found("kestrel")).toBeUndefined();
      expect(await found("kestrel", { common: 100 })).toBe(12);
      expect(await found("kestrel", { common: 100, most: 11 })).toBeUndefined();
      expect([await found("we"), await found("w%r_n")]).toEqual([undefined, undefined]);
    });

    test("names that are not in the index yet are looked for as they were where they are many", async () => {
      await add(...Array.from({ length: 2_100 }, (_, n) => `heron-${n}`));
      expect(await found("heron-2099")).toBeUndefined();
      await indexRunNames(context);
      expect(await found("heron-2099")).toBe(1);
    });

    test("what is deleted or renamed leaves nothing of it in the index", async () => {
      added = [];
      await add("swift-1", "swift-2", "swift-3");
      await index();
      await take({ what: "delete", name: "", place: 0 });
      await take({ what: "rename", name: "swift-4", place: 0 });
      await index();
      const { rows } = await sql<{
        name: string;
      }>`select name from named_flow_runs where name like 'swift%' order by name`.execute(database.reader);
      expect(rows.map(({ name }) => name)).toEqual(["swift-1", "swift-4"]);
    });
  });
});
