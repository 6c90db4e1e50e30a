/** The names of flow runs apart from what changes with their states, on PostgreSQL: on SQLite there are none. */
export type NamedFlowRunsTable = { id: string; name: string };

/** A flow run that came, went or was renamed since names were last put in. */
export type FlowRunNameChangesTable = { id: string };
