/** What code in a flow or task can know about its flow run. */
export type OwnFlowRun = {
  id: string;
  name: string;
  flowName: string;
  /** How many times the function was started, this time included. */
  runCount: number;
  parameters: unknown;
};

/** What code in a task can know about its task run. */
export type OwnTaskRun = { id: string; name: string; taskName: string; runCount: number };
