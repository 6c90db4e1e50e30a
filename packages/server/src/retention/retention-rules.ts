import type { Settings } from "@reeve/settings";

/** What is deleted once it is older than so many seconds. */
export type RetentionRule =
  | { readonly kind: "events"; readonly keptSeconds: number; readonly event?: string }
  | { readonly kind: "flow_runs" | "logs" | "artifacts"; readonly keptSeconds: number };

type RetentionSettings = Pick<
  Settings,
  | "serverServicesDbVacuumEnabled"
  | "serverRetentionEventsSeconds"
  | "serverServicesDbVacuumEventRetentionOverrides"
  | "serverRetentionFlowRunsSeconds"
  | "serverServicesDbVacuumRetentionSeconds"
  | "serverRetentionLogsSeconds"
  | "serverRetentionArtifactsSeconds"
>;

/** The rules that the settings make; none of them when nothing is enabled. */
export function retentionRules(settings: RetentionSettings): RetentionRule[] {
  const enabled = settings.serverServicesDbVacuumEnabled;
  if (enabled.length === 0) return [];
  return [
    ...(enabled.includes("events") ? eventRules(settings) : []),
    ...rule("flow_runs", keptFlowRunSeconds(settings)),
    ...rule("logs", settings.serverRetentionLogsSeconds),
    ...rule("artifacts", settings.serverRetentionArtifactsSeconds),
  ];
}

/** Events of a name are kept no longer than others. */
function eventRules(settings: RetentionSettings): RetentionRule[] {
  const keptSeconds = settings.serverRetentionEventsSeconds;
  const shorter = Object.entries(settings.serverServicesDbVacuumEventRetentionOverrides)
    .filter(([, seconds]) => seconds < keptSeconds)
    .map(([event, seconds]) => ({ kind: "events", keptSeconds: seconds, event }) as const);
  return [...shorter, { kind: "events", keptSeconds }];
}

function keptFlowRunSeconds(settings: RetentionSettings): number | null {
  if (settings.serverRetentionFlowRunsSeconds !== null) return settings.serverRetentionFlowRunsSeconds;
  const isEnabled = settings.serverServicesDbVacuumEnabled.includes("flow_runs");
  return isEnabled ? settings.serverServicesDbVacuumRetentionSeconds : null;
}

const rule = (kind: "flow_runs" | "logs" | "artifacts", keptSeconds: number | null): RetentionRule[] =>
  keptSeconds === null ? [] : [{ kind, keptSeconds }];
