import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { SlowestFirst } from "./scripts/slowest-first.ts";

// A condition holds when it holds; how long that takes tells how busy the machine is.
const patient = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    // Three for every two cores: at any time some tests wait for a database, a poll or a clock. With four, those that
    // hold a page or a process to a time would wait for each other's Chromium and Python instead.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: SlowestFirst },
    reporters: ["default", "./scripts/count-reporter.ts"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          // Modules keep little but caches, and the server's take seconds to load: once a worker, not once a file.
          isolate: false,
          testTimeout: 30_000,
          // Many start a server first, on a machine that runs as many tests as it has cores.
          hookTimeout: 30_000,
          expect: patient,
          globalSetup: ["packages/server/test/postgres-global-setup.ts"],
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          // Real processes: a Python interpreter alone needs seconds before its flow starts.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: patient,
        },
      },
    ],
  },
});
