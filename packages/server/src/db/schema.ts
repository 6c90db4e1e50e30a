import type { ArtifactCollectionsTable, ArtifactsTable } from "./schema/artifacts.ts";
import type {
  AutomationActionsTable,
  AutomationBucketsTable,
  AutomationChildFiringsTable,
  AutomationEarlyEventsTable,
  AutomationMetricsTable,
  AutomationRelatedResourcesTable,
  AutomationRevisionTable,
  AutomationSchedulesTable,
  AutomationsTable,
} from "./schema/automations.ts";
import type { BackgroundTaskRunsTable, TaskWorkersTable } from "./schema/background-task-runs.ts";
import type {
  BlockDocumentReferencesTable,
  BlockDocumentsTable,
  BlockSchemasTable,
  BlockTypesTable,
} from "./schema/blocks.ts";
import type { CleanupMessagesTable } from "./schema/cleanup-messages.ts";
import type {
  ConcurrencyLeaseSlotsTable,
  ConcurrencyLeasesTable,
  ConcurrencyLimitsTable,
} from "./schema/concurrency-limits.ts";
import type { ConfigurationTable, CsrfTokensTable } from "./schema/configuration.ts";
import type { DeploymentSchedulesTable, DeploymentsTable } from "./schema/deployments.ts";
import type { EventRelatedTable, EventsTable, FeedPlacesTable } from "./schema/events.ts";
import type {
  FlowRunCountChangesTable,
  FlowRunCountsTable,
  FlowRunTagCountsTable,
} from "./schema/flow-run-counts.ts";
import type { FlowRunHeartbeatsTable } from "./schema/flow-run-heartbeats.ts";
import type { FlowRunInputsTable } from "./schema/flow-run-inputs.ts";
import type { FlowRunsTable } from "./schema/flow-runs.ts";
import type { FlowsTable } from "./schema/flows.ts";
import type { LogsTable } from "./schema/logs.ts";
import type { FlowRunNameChangesTable, NamedFlowRunsTable } from "./schema/named-flow-runs.ts";
import type { RunSumsTable, TaskRunCountsTable, TaskRunSumChangesTable } from "./schema/run-sums.ts";
import type { SavedSearchesTable } from "./schema/saved-searches.ts";
import type { FlowRunStatesTable, TaskRunStatesTable } from "./schema/states.ts";
import type { TaskRunStateCacheTable } from "./schema/task-run-state-cache.ts";
import type { TaskRunsTable } from "./schema/task-runs.ts";
import type { VariablesTable } from "./schema/variables.ts";
import type { WorkersTable, WorkPoolsTable, WorkQueuesTable } from "./schema/work-pools.ts";

/**
 * The tables, alike in both dialects: ids are UUIDs, times are `Timestamp`s, JSON is text, booleans are 0 or 1.
 * Nothing but `db/` and each noun's `queries.ts` names them.
 */
export type Schema = {
  automations: AutomationsTable;
  automation_related_resources: AutomationRelatedResourcesTable;
  automation_revision: AutomationRevisionTable;
  automation_buckets: AutomationBucketsTable;
  automation_child_firings: AutomationChildFiringsTable;
  automation_early_events: AutomationEarlyEventsTable;
  automation_actions: AutomationActionsTable;
  automation_metrics: AutomationMetricsTable;
  automation_schedules: AutomationSchedulesTable;
  flows: FlowsTable;
  flow_runs: FlowRunsTable;
  flow_run_counts: FlowRunCountsTable;
  flow_run_count_changes: FlowRunCountChangesTable;
  flow_run_tag_counts: FlowRunTagCountsTable;
  named_flow_runs: NamedFlowRunsTable;
  flow_run_name_changes: FlowRunNameChangesTable;
  run_sums: RunSumsTable;
  task_run_sum_changes: TaskRunSumChangesTable;
  task_run_counts: TaskRunCountsTable;
  flow_run_heartbeats: FlowRunHeartbeatsTable;
  flow_run_states: FlowRunStatesTable;
  flow_run_inputs: FlowRunInputsTable;
  saved_searches: SavedSearchesTable;
  background_task_runs: BackgroundTaskRunsTable;
  task_workers: TaskWorkersTable;
  task_runs: TaskRunsTable;
  task_run_states: TaskRunStatesTable;
  task_run_state_cache: TaskRunStateCacheTable;
  logs: LogsTable;
  events: EventsTable;
  event_related: EventRelatedTable;
  feed_places: FeedPlacesTable;
  concurrency_limits: ConcurrencyLimitsTable;
  concurrency_leases: ConcurrencyLeasesTable;
  concurrency_lease_slots: ConcurrencyLeaseSlotsTable;
  configuration: ConfigurationTable;
  csrf_tokens: CsrfTokensTable;
  variables: VariablesTable;
  artifacts: ArtifactsTable;
  artifact_collections: ArtifactCollectionsTable;
  block_types: BlockTypesTable;
  block_schemas: BlockSchemasTable;
  block_documents: BlockDocumentsTable;
  block_document_references: BlockDocumentReferencesTable;
  deployments: DeploymentsTable;
  deployment_schedules: DeploymentSchedulesTable;
  work_pools: WorkPoolsTable;
  work_queues: WorkQueuesTable;
  workers: WorkersTable;
  cleanup_messages: CleanupMessagesTable;
};
