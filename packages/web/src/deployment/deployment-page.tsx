import type { Deployment } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { Link, useNavigate } from "@tanstack/react-router";
import { Play, SlidersHorizontal } from "lucide-react";
import { useEffect, useId } from "react";
import { api } from "../api/client.ts";
import { Button, buttonClasses } from "../components/button.tsx";
import { CodeBlock } from "../components/code-block.tsx";
import { DeploymentStatus } from "../components/deployment-status.tsx";
import { JsonView } from "../components/json-view.tsx";
import { Loaded } from "../components/loaded.tsx";
import { RunLines } from "../components/run-lines.tsx";
import { Tabs } from "../components/tabs.tsx";
import { toast } from "../components/toast.tsx";
import { useFlowNames } from "../components/use-flow-names.ts";
import { Switch } from "../forms/switch.tsx";
import { useSearchParam } from "../lists/use-search-param.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { PinButton } from "../pins/pin-button.tsx";
import { unpinDeployments } from "../pins/pinned-deployments.ts";
import { DeploymentFacts } from "./deployment-facts.tsx";
import { DeploymentMenu } from "./deployment-menu.tsx";
import { deploymentYaml } from "./deployment-yaml.ts";
import { HistoryTab } from "./history-tab.tsx";
import { NobodyRunsIt } from "./nobody-runs-it.tsx";
import { ParametersTab } from "./parameters-tab.tsx";
import { isQuick, runQuickly } from "./quick-run.ts";
import { ScheduleList } from "./schedule-list.tsx";
import { TriggerList } from "./trigger-list.tsx";
import { useDeployment, useRunsOfDeployment } from "./use-deployment.ts";

const TABS = [
  { id: "runs", label: "Runs" },
  { id: "parameters", label: "Parameters" },
  { id: "configuration", label: "Configuration" },
  { id: "history", label: "History" },
  { id: "description", label: "Description" },
] as const;
type TabId = (typeof TABS)[number]["id"];

/** One deployment: whether it is run, when it runs next, what it ran, and the way to run it now. */
export function DeploymentPage({ deploymentId }: { deploymentId: string }) {
  const query = useDeployment(deploymentId);
  const isGone = query.error instanceof ReeveError && query.error.code === "not_found";
  useEffect(() => {
    if (isGone) unpinDeployments([deploymentId]);
  }, [isGone, deploymentId]);
  return (
    <Loaded query={query} failure="The deployment could not be read" title="Deployment">
      {(deployment) => <DeploymentView deployment={deployment} onChanged={() => void query.refetch()} />}
    </Loaded>
  );
}

function DeploymentView({ deployment, onChanged }: { deployment: Deployment; onChanged: () => void }) {
  const runs = useRunsOfDeployment(deployment.id);
  const flows = useFlowNames([deployment.flow_id]);
  const [given, setTab] = useSearchParam("tab");
  const tab: TabId = TABS.find(({ id }) => id === given)?.id ?? "runs";
  const panelId = useId();
  return (
    <>
      <Header deployment={deployment} flowName={flows.get(deployment.flow_id)} onChanged={onChanged} />
      <div className="flex min-h-0 grow max-lg:flex-col max-lg:overflow-y-auto">
        <div className="flex min-w-0 grow flex-col">
          <div className="border-line border-b px-2">
            <Tabs
              label="Parts of the deployment"
              tabs={TABS.filter(({ id }) => id !== "description" || deployment.description)}
              value={tab}
              onChange={(id) => setTab(id === "runs" ? "" : id)}
              panelId={panelId}
            />
          </div>
          <div
            id={panelId}
            role="tabpanel"
            aria-label={tab}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
            tabIndex={0}
            className="min-h-0 grow pb-4 lg:overflow-y-auto"
          >
            {tab === "runs" && (
              <>
                <RunLines title="Next" runs={runs.data?.next.slice(0, 5)} whenNone="No run is planned." />
                <RunLines title="Latest" runs={runs.data?.past} whenNone="It has not run yet." />
              </>
            )}
            {tab === "parameters" && <ParametersTab deployment={deployment} />}
            {tab === "configuration" && <ConfigurationTab deployment={deployment} />}
            {tab === "history" && <HistoryTab deployment={deployment} />}
            {tab === "description" && (
              <div className="max-w-3xl p-4">
                <Markdown text={deployment.description ?? ""} />
              </div>
            )}
          </div>
        </div>
        <aside
          aria-label="About the deployment"
          className="flex shrink-0 flex-col gap-5 border-line p-4 max-lg:border-t lg:w-88 lg:overflow-y-auto lg:border-l"
        >
          <ScheduleList deployment={deployment} onChanged={onChanged} />
          <TriggerList deployment={deployment} />
          <DeploymentFacts deployment={deployment} />
        </aside>
      </div>
    </>
  );
}

type HeaderProps = { deployment: Deployment; flowName: string | undefined; onChanged: () => void };

function Header({ deployment, flowName, onChanged }: HeaderProps) {
  const { id, name, paused, description } = deployment;
  const setRunning = async (isOn: boolean) => {
    try {
      await (isOn ? api.resumeDeployment({ params: { id } }) : api.pauseDeployment({ params: { id } }));
      onChanged();
    } catch (error) {
      toast(`It could not be changed: ${String(error)}`);
    }
  };
  return (
    <header className="flex shrink-0 flex-col gap-1.5 border-line border-b px-4 pt-3 pb-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">{name}</h1>
        <DeploymentStatus deployment={deployment} />
        <div className="ml-auto flex items-center gap-3">
          {deployment.schedules.length > 0 && (
            <Switch
              label="Schedules on"
              isLabelShown
              checked={!paused}
              onChange={(isOn) => void setRunning(isOn)}
            />
          )}
          <PinButton deployment={{ id, name, flowName }} look="outline" />
          <RunButtons deployment={deployment} />
          <DeploymentMenu deployment={deployment} />
        </div>
      </div>
      <div className="flex flex-wrap gap-x-4 gap-y-1 text-text-soft">
        <p>
          <span className="mr-1.5 text-text-faint">Flow</span>
          <Link
            to="/flows/flow/$flowId"
            params={{ flowId: deployment.flow_id }}
            className="text-accent underline underline-offset-2"
          >
            {flowName ?? "its flow"}
          </Link>
        </p>
        {description && <p>{description.split("\n")[0]}</p>}
        <NobodyRunsIt deployment={deployment} />
      </div>
    </header>
  );
}

/** The form, and a way round it where nothing has to be said. */
function RunButtons({ deployment }: { deployment: Deployment }) {
  const navigate = useNavigate();
  const isShort = isQuick(deployment);
  const run = async () => {
    try {
      const { id, name } = await runQuickly(deployment);
      toast(`Made the run ${name}.`);
      await navigate({ to: "/runs/flow-run/$flowRunId", params: { flowRunId: id } });
    } catch (error) {
      toast(`It could not be run: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <>
      {isShort && (
        <Button look="outline" icon={<Play size={14} aria-hidden="true" />} onClick={() => void run()}>
          Quick run
        </Button>
      )}
      <Link
        to="/deployments/deployment/$deploymentId/run"
        params={{ deploymentId: deployment.id }}
        className={buttonClasses("primary")}
      >
        {isShort ? <SlidersHorizontal size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
        Run…
      </Link>
    </>
  );
}

function ConfigurationTab({ deployment }: { deployment: Deployment }) {
  const { job_variables, pull_steps, entrypoint, path, version } = deployment;
  return (
    <div className="flex max-w-3xl flex-col gap-4 p-4">
      <h2 className="font-medium text-sm">Where its code is</h2>
      <JsonView value={{ entrypoint, path, version, pull_steps }} />
      <h2 className="font-medium text-sm">Job variables</h2>
      <JsonView value={job_variables} />
      <h2 className="font-medium text-sm">As a project file has it</h2>
      <CodeBlock text={deploymentYaml(deployment)} label="Copy the YAML" />
    </div>
  );
}
