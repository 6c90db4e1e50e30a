import { createClient } from "@reeve/client";
import { expect, test } from "vitest";
import { SERVER_AWAY_EXIT_CODE } from "../missed-server.ts";
import { executeFlowRun } from "./execute-flow-run.ts";

test("a TypeScript flow run that finds no server ends with the exit code that says so", async () => {
  using client = createClient({ apiUrl: "http://127.0.0.1:9/api", maxRetries: 0 });
  expect(await executeFlowRun(client, "0197b5b6-0000-7000-8000-000000000000")).toBe(SERVER_AWAY_EXIT_CODE);
});
