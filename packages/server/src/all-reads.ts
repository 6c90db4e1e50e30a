import { artifactReads } from "./artifacts/reads.ts";
import { calendarReads } from "./calendar/reads.ts";
import { deploymentReads } from "./deployments/reads.ts";
import { flowRunReads } from "./flow-runs/reads.ts";
import { flowReads } from "./flows/reads.ts";
import { homeReads } from "./home/reads.ts";
import type { Read } from "./http/reads.ts";
import { logReads } from "./logs/reads.ts";
import { runGraphReads } from "./run-graph/reads.ts";
import { runHistoryReads } from "./run-history/reads.ts";
import { runPageReads } from "./run-page/reads.ts";
import { taskRunReads } from "./task-runs/reads.ts";
import { uiSummaryReads } from "./ui-summaries/reads.ts";
import { variableReads } from "./variables/reads.ts";

/** What threads of a server answer. */
export const READS: readonly Read[] = [
  ...artifactReads,
  ...calendarReads,
  ...deploymentReads,
  ...flowRunReads,
  ...flowReads,
  ...homeReads,
  ...logReads,
  ...runGraphReads,
  ...runHistoryReads,
  ...runPageReads,
  ...taskRunReads,
  ...uiSummaryReads,
  ...variableReads,
];
