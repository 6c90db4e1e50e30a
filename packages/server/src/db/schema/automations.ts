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
