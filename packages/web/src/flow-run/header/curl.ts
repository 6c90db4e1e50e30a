import { apiUrl } from "../../api/base-url.ts";

/** The call that reads a flow run, as a line for a shell. */
export const curlOf = (flowRunId: string): string => `curl '${apiUrl(`/flow_runs/${flowRunId}`).href}'`;
