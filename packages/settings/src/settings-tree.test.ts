import { expect, test } from "vitest";
import { readSettings } from "./read-settings.ts";
import { isoDuration, settingsTree } from "./settings-tree.ts";

const tree = (env: Record<string, string> = {}) =>
  settingsTree(readSettings({ env, home: "/tmp/reeve-none" }));

test("settings stand in the sections in which Prefect has them", () => {
  expect(tree({ PREFECT_SERVER_API_PORT: "4300" })).toMatchObject({
    api: { url: null, request_timeout: 60 },
    client: { max_retries: 5 },
    logging: { level: "INFO", to_api: { enabled: true, batch_size: 4_000_000 } },
    server: {
      api: { port: 4300, base_path: "/api", csrf_token_expiration: "PT1H", cors_allowed_origins: "*" },
      database: { timeout: 10 },
      deployment_schedule_max_scheduled_runs: 50,
      events: { retention_period: "P7D", maximum_websocket_backfill: "PT15M" },
      services: {
        late_runs: { enabled: true, loop_seconds: 5, after_seconds: "PT15S" },
        scheduler: { max_scheduled_time: "P100D", recent_deployments_loop_seconds: 5 },
        db_vacuum: {
          enabled: ["events"],
          retention_period: "P90D",
          event_retention_overrides: { "prefect.flow-run.heartbeat": "P7D" },
        },
      },
      tasks: { max_cache_key_length: 2000, tag_concurrency_slot_wait_seconds: 10 },
      ui: { enabled: true, serve_base: "" },
    },
  });
});

test("settings that Prefect has not stand beside them", () => {
  expect(tree()).toMatchObject({
    home: "/tmp/reeve-none",
    profile: "default",
    server: { allow_clear: false, database: { synchronous: "NORMAL" }, retention: { logs: null } },
  });
});

test("secrets are asterisks, wherever they are", () => {
  const shown = JSON.stringify(
    tree({
      REEVE_SERVER_API_AUTH_STRING: "admin:sesame",
      REEVE_DATABASE_URL: "postgresql://me:sesame@db/reeve",
      REEVE_CLIENT_CUSTOM_HEADERS: '{"X-Key": "sesame"}',
    }),
  );
  expect(shown).not.toContain("sesame");
  expect(shown).toContain("postgresql://me:********@db/reeve");
});

test.each([
  [0, "PT0S"],
  [0.5, "PT0.5S"],
  [90, "PT1M30S"],
  [3600, "PT1H"],
  [7 * 86_400, "P7D"],
  [86_400 + 3661, "P1DT1H1M1S"],
])("%d seconds are %s", (seconds, text) => {
  expect(isoDuration(seconds)).toBe(text);
});
