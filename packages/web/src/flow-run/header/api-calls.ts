import { apiUrl } from "../../api/base-url.ts";

export type ApiCall = { name: string; text: string };

/** The ways to read a flow run from elsewhere: for a shell, the command line, Python and TypeScript. */
export function apiCalls(flowRunId: string): ApiCall[] {
  const url = apiUrl(`/flow_runs/${flowRunId}`).href;
  const base = apiUrl("").href.replace(/\/$/, "");
  return [
    { name: "curl", text: `curl '${url}'` },
    { name: "CLI", text: `REEVE_API_URL=${base} npx reeve flow-run inspect ${flowRunId}` },
    {
      name: "Python",
      text: [
        "from prefect import get_client",
        "",
        "with get_client(sync_client=True) as client:",
        `    flow_run = client.read_flow_run("${flowRunId}")`,
      ].join("\n"),
    },
  ];
}
