// A run of 60 tasks: 20 loads side by side of which one is tried again, checks that depend on them, and two subflows.
import { setTimeout as sleep } from "node:timers/promises";
import { createProgressArtifact, flow, logger, task, updateProgressArtifact } from "reeve";

const TABLES = Array.from({ length: 20 }, (_, index) => `orders_${String(index + 1).padStart(2, "0")}`);
let failures = 1;

const extract = task("extract", { retries: 2, retryDelay: "400ms" }, async (table: string) => {
  await sleep(80 + (table.charCodeAt(table.length - 1) % 10) * 40);
  if (table === "orders_07" && failures-- > 0) throw new Error("The warehouse closed the connection.");
  logger().info(`Read ${table}`);
  return { table, rows: 1000 + table.charCodeAt(table.length - 1) * 13 };
});

const check = task("check", async ({ table, rows }: { table: string; rows: number }) => {
  await sleep(60);
  if (rows % 7 === 0) logger().warn(`${table} has fewer rows than yesterday`);
  return { table, rows };
});

const convert = task("convert", async ({ table, rows }: { table: string; rows: number }) => {
  await sleep(40 + (rows % 5) * 20);
  return { table, cents: rows * 100 };
});

const publish = flow("publish-tables", async ({ tables }: { tables: string[] }) => {
  const announce = task("announce", async (table: string) => void (await sleep(30 + table.length)));
  await Promise.all(announce.map(tables));
  return tables.length;
});

const warehouse = flow("warehouse", { tags: ["prod", "warehouse"], logPrints: true }, async () => {
  const progress = await createProgressArtifact({ key: "warehouse-progress", progress: 0 });
  const loads = TABLES.map((table) => extract.submit(table));
  const checks = loads.map((load) => check.submit(load));
  const tables = await Promise.all(checks.map((one) => convert.submit(one)));
  await updateProgressArtifact(progress, { progress: 60 });
  await publish({ tables: tables.slice(0, 10).map(({ table }) => table) });
  await publish.with({ runName: "the-other-half" })({ tables: tables.slice(10).map(({ table }) => table) });
  await updateProgressArtifact(progress, { progress: 100 });
  console.log(`${tables.length} tables are in the warehouse`);
});

await warehouse();
