import type { FlowRun, Worker } from "@reeve/protocol";
import { expect, test } from "vitest";
import { findWorker, runsOfWorker } from "./runs-of-worker.ts";

const run = (id: string, state_type: string, worker?: string) =>
  ({ id, state_type, labels: worker ? { "prefect.worker.name": worker } : {} }) as unknown as FlowRun;

test("a worker's runs are those that bear its name, apart by whether they have ended", () => {
  const runs = [
    run("a", "RUNNING", "w"),
    run("b", "FAILED", "w"),
    run("c", "RUNNING", "x"),
    run("d", "PENDING"),
  ];
  const { held, past } = runsOfWorker(runs, "w");
  expect(held.map(({ id }) => id)).toEqual(["a"]);
  expect(past.map(({ id }) => id)).toEqual(["b"]);
});

test("a worker is found by its name before it is found by its id", () => {
  const workers = [
    { id: "1", name: "2" },
    { id: "2", name: "first" },
  ] as Worker[];
  expect(findWorker(workers, "2")?.name).toBe("2");
  expect(findWorker(workers, "1")?.name).toBe("2");
  expect(findWorker(workers, "3")).toBeUndefined();
});
