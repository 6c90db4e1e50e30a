import type { Timestamp } from "@reeve/protocol";

export type AutomationsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  description: string;
  enabled: number;
  tags: string;
  trigger: string;
  actions: string;
  actions_on_trigger: string;
  actions_on_resolve: string;
};

/** What an automation acts on, or whose it is: a deployment owns the automations that were declared with it. */
export type AutomationRelatedResourcesTable = {
  automation_id: string;
  resource_id: string;
  is_owner: number;
};

/** One row, which moves with every change of an automation. */
export type AutomationRevisionTable = {
  id: number;
  revision: number;
};

/** What a trigger has counted in a window of time, for one set of values that it counts apart. */
export type AutomationBucketsTable = {
  trigger_id: string;
  /** The values, or what stands for them where they are long. */
  bucketing_key: string;
  automation_id: string;
  labels: string;
  is_proactive: number;
  start: Timestamp;
  until: Timestamp;
  count: number;
  last_event_id: string | null;
};

/** The last firing of each trigger that stands in another. */
export type AutomationChildFiringsTable = {
  parent_trigger_id: string;
  child_trigger_id: string;
  automation_id: string;
  firing: string;
};

/** Events that were read before the one they follow. */
export type AutomationEarlyEventsTable = {
  event_id: string;
  leader_id: string;
  received: Timestamp;
};

/** Actions that are to be done; who does one moves its time ahead, so that nobody else does. */
export type AutomationActionsTable = {
  id: string;
  automation_id: string;
  invocation: string;
  due: Timestamp;
  attempts: number;
};

/** Whether the metric that a trigger watches is beyond its limit, and since when it has been on the other side. */
export type AutomationMetricsTable = {
  trigger_id: string;
  automation_id: string;
  is_triggered: number;
  changing_since: Timestamp | null;
};

/** When a schedule that automations wait for is due next; never again where that is null. */
export type AutomationSchedulesTable = {
  id: string;
  next_due: Timestamp | null;
};
