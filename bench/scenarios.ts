import { bareFastifyScenario } from "./scenarios/bare-fastify.ts";
import { callEndpointsScenario } from "./scenarios/call-endpoints.ts";
import { createFlowRunsScenario } from "./scenarios/create-flow-runs.ts";
import { createLogsScenario } from "./scenarios/create-logs.ts";
import { fireAutomationsScenario } from "./scenarios/fire-automations.ts";
import { growthScenario } from "./scenarios/growth.ts";
import { openPagesScenario } from "./scenarios/open-pages.ts";
import { pickUpScenario } from "./scenarios/pick-up.ts";
import { runPythonFlow, runTypeScriptFlow } from "./scenarios/run-flow.ts";
import { s3FoldersScenario } from "./scenarios/s3-folders.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { scheduleRunsScenario } from "./scenarios/schedule-runs.ts";
import { sendTaskRunEventsScenario } from "./scenarios/send-task-run-events.ts";
import { setFlowRunStatesScenario } from "./scenarios/set-flow-run-states.ts";
import { startScenario } from "./scenarios/start.ts";
import { trainTaxiScenario } from "./scenarios/train-taxi.ts";
import { workerMemoryScenario } from "./scenarios/worker-memory.ts";
import { writeUnderReadsScenario } from "./scenarios/write-under-reads.ts";

/** All there is to measure, in the order of a round. */
export const SCENARIOS: readonly Scenario[] = [
  startScenario,
  createFlowRunsScenario,
  setFlowRunStatesScenario,
  sendTaskRunEventsScenario,
  createLogsScenario,
  runPythonFlow,
  runTypeScriptFlow,
  scheduleRunsScenario,
  pickUpScenario,
  workerMemoryScenario,
  callEndpointsScenario,
  growthScenario,
  writeUnderReadsScenario,
  bareFastifyScenario,
  fireAutomationsScenario,
  s3FoldersScenario,
  trainTaxiScenario,
  openPagesScenario,
];
