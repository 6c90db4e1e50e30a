/** What a flow or task can know about its flow run. */
export type FlowRunFacts = {
  id: string;
  name: string;
  flowName: string;
  /** How many times the function was started, this time included. */
  runCount: number;
  parameters: unknown;
};
