import type { Deployment } from "@reeve/protocol";
import { apiUrl } from "../api/base-url.ts";
import { CopyButton } from "../components/copy-button.tsx";
import { JsonView } from "../components/json-view.tsx";
import { useFlowNames } from "../components/use-flow-names.ts";
import type { Values } from "../schema-form/schema-form.tsx";

/** What the form would send, and the command that does the same. */
export function RunPreview({ deployment, values }: { deployment: Deployment; values: Values }) {
  const flows = useFlowNames([deployment.flow_id]);
  const command = commandOf(flows.get(deployment.flow_id) ?? "flow", deployment.name, values);
  return (
    <aside
      aria-label="What is sent"
      className="flex min-w-0 grow flex-col gap-3 border-line p-4 max-lg:border-t lg:border-l lg:bg-canvas"
    >
      <h2 className="font-medium text-sm">Parameters</h2>
      <JsonView value={values} />
      <h2 className="font-medium text-sm">The same from a terminal</h2>
      <Snippet text={command} label="Copy the command" />
      <h2 className="font-medium text-sm">The same as a call</h2>
      <Snippet text={curlOf(deployment.id, values)} label="Copy the call" />
    </aside>
  );
}

const Snippet = ({ text, label }: { text: string; label: string }) => (
  <div className="flex items-start gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
    <code className="min-w-0 grow whitespace-pre-wrap break-all py-1 font-mono text-xs leading-5">
      {text}
    </code>
    <CopyButton text={text} label={label} />
  </div>
);

function curlOf(deploymentId: string, values: Values): string {
  const url = apiUrl(`/deployments/${deploymentId}/create_flow_run`).href;
  const body = JSON.stringify({ parameters: values });
  return `curl -X POST '${url}' -H 'content-type: application/json' -d ${quote(body)}`;
}

function commandOf(flow: string, deployment: string, values: Values): string {
  const params = Object.keys(values).length > 0 ? ` --params ${quote(JSON.stringify(values))}` : "";
  return `npx reeve deployment run ${quote(`${flow}/${deployment}`)}${params} --watch`;
}

const quote = (text: string): string =>
  /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
