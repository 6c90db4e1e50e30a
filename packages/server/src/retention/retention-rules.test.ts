import { readSettings } from "@reeve/settings";
import { expect, test } from "vitest";
import { retentionRules } from "./retention-rules.ts";

const DAY = 24 * 60 * 60;
const rulesOf = (env: Record<string, string>) => retentionRules(readSettings({ env }));

test("without settings events are kept for a week, and all else for ever", () => {
  expect(rulesOf({})).toEqual([{ kind: "events", keptSeconds: 7 * DAY }]);
});

test("flow runs are kept for 90 days once the Python server's setting says that they are deleted", () => {
  const rules = [
    { kind: "events", keptSeconds: 7 * DAY },
    { kind: "flow_runs", keptSeconds: 90 * DAY },
  ];
  expect(rulesOf({ PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED: "events,flow_runs" })).toEqual(rules);
  expect(rulesOf({ PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED: "true" })).toEqual(rules);
});

test("each kind is kept as long as its own setting says", () => {
  expect(
    rulesOf({
      REEVE_SERVER_RETENTION_EVENTS: "1d",
      REEVE_SERVER_RETENTION_FLOW_RUNS: "30d",
      REEVE_SERVER_RETENTION_LOGS: "14d",
      REEVE_SERVER_RETENTION_ARTIFACTS: "60d",
    }),
  ).toEqual([
    { kind: "events", keptSeconds: DAY },
    { kind: "flow_runs", keptSeconds: 30 * DAY },
    { kind: "logs", keptSeconds: 14 * DAY },
    { kind: "artifacts", keptSeconds: 60 * DAY },
  ]);
});

test("events of a name may be kept for a shorter time, not for a longer one", () => {
  const overrides = JSON.stringify({ "prefect.flow-run.heartbeat": "6h", "my.event": "30d" });
  expect(rulesOf({ PREFECT_SERVER_SERVICES_DB_VACUUM_EVENT_RETENTION_OVERRIDES: overrides })).toEqual([
    { kind: "events", keptSeconds: 6 * 60 * 60, event: "prefect.flow-run.heartbeat" },
    { kind: "events", keptSeconds: 7 * DAY },
  ]);
});

test("nothing is deleted where nothing is enabled", () => {
  const env = { REEVE_SERVER_SERVICES_DB_VACUUM_ENABLED: "none", REEVE_SERVER_RETENTION_FLOW_RUNS: "1d" };
  expect(rulesOf(env)).toEqual([]);
});
