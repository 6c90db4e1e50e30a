import type { Deployment, Flow, FlowRow, FlowRun } from "@reeve/protocol";
import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, Ellipsis, ListTree, Trash2, Zap } from "lucide-react";
import { useId, useState } from "react";
import { buttonClasses, IconButton } from "../components/button.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { DeleteFlowDialog } from "../components/delete-flow-dialog.tsx";
import { DeploymentLines } from "../components/deployment-lines.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Loaded } from "../components/loaded.tsx";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
import { RunLines } from "../components/run-lines.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { type Tab, Tabs } from "../components/tabs.tsx";
import { TagList } from "../components/tag-list.tsx";
import { TimeAgo } from "../components/time.tsx";
import { FlowFigures } from "./flow-figures.tsx";
import { HeatMap } from "./heat-map.tsx";
import { type FlowData, useFlow, useRunsOfFlow } from "./use-flow.ts";

type TabId = "runs" | "deployments";

const NOT_DEPLOYED = {
  title: "It is not deployed",
  text: "It runs when its program is started. Once deployed, it can be run from here and by a schedule.",
};

/** How one flow does: its last runs, what is deployed of it, and what comes next. */
export function FlowPage({ flowId }: { flowId: string }) {
  return (
    <Loaded query={useFlow(flowId)} failure="The flow could not be read" title="Flow">
      {(data) => <FlowView {...data} />}
    </Loaded>
  );
}

function FlowView({ flow, row, deployments }: FlowData) {
  const runs = useRunsOfFlow(flow.id);
  return (
    <>
      <Header flow={flow} />
      <div className="flex min-h-0 grow max-lg:flex-col max-lg:overflow-y-auto">
        <div className="flex min-w-0 grow flex-col">
          <FlowFigures runs={runs.data?.runs} row={row} />
          <Parts runs={runs.data?.runs} row={row} deployments={deployments} />
        </div>
        <aside
          aria-label="About the flow"
          className="flex shrink-0 flex-col gap-5 border-line p-4 max-lg:border-t lg:w-80 lg:overflow-y-auto lg:border-l"
        >
          <section className="flex flex-col gap-2">
            <h2 className="font-medium text-sm">Day by day</h2>
            {runs.data ? <HeatMap days={runs.data.days} /> : <Skeleton className="h-32 w-full" />}
          </section>
          <FlowFacts flow={flow} />
        </aside>
      </div>
    </>
  );
}

function Header({ flow }: { flow: Flow }) {
  const [isDeleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-3">
      <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">{flow.name}</h1>
      <TagList tags={flow.tags} />
      <div className="ml-auto flex items-center gap-2">
        <Link to="/runs" search={{ flow: [flow.name] }} className={buttonClasses()}>
          <ListTree size={14} aria-hidden="true" />
          All its runs
        </Link>
        <Menu
          align="end"
          trigger={
            <IconButton label="Actions" look="outline">
              <Ellipsis size={16} aria-hidden="true" />
            </IconButton>
          }
        >
          <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(flow.id, "the id")}>
            Copy ID
          </MenuItem>
          <MenuItem
            icon={<Zap size={14} />}
            onSelect={() =>
              void navigate({
                to: "/automations/create" as string,
                search: { event: "prefect.flow-run.Failed", name: flow.name } as never,
              })
            }
          >
            Automate
          </MenuItem>
          <MenuLine />
          <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => setDeleting(true)}>
            Delete
          </MenuItem>
        </Menu>
      </div>
      <DeleteFlowDialog
        flow={isDeleting ? flow : undefined}
        onClose={() => setDeleting(false)}
        onDeleted={() => void navigate({ to: "/flows" })}
      />
    </header>
  );
}

type PartsProps = {
  runs: readonly FlowRun[] | undefined;
  row: FlowRow | undefined;
  deployments: readonly Deployment[];
};

function Parts({ runs, row, deployments }: PartsProps) {
  const [tab, setTab] = useState<TabId>("runs");
  const panelId = useId();
  const tabs: readonly Tab<TabId>[] = [
    { id: "runs", label: "Runs" },
    { id: "deployments", label: "Deployments", count: row?.deployment_count },
  ];
  return (
    <>
      <div className="border-line border-b px-2">
        <Tabs label="Parts of the flow" tabs={tabs} value={tab} onChange={setTab} panelId={panelId} />
      </div>
      <div
        id={panelId}
        role="tabpanel"
        aria-label={tab}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
        className="min-h-0 grow pb-4 outline-offset-[-2px] lg:overflow-y-auto"
      >
        {tab === "runs" ? (
          <RunLines title="Latest" runs={runs?.slice(0, 25)} whenNone="It has not run yet." />
        ) : (
          <DeploymentLines deployments={deployments} empty={NOT_DEPLOYED} />
        )}
      </div>
    </>
  );
}

function FlowFacts({ flow }: { flow: Flow }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium text-sm">Details</h2>
      <Facts>
        <Fact name="First seen">{flow.created && <TimeAgo value={flow.created} />}</Fact>
        <Fact name="Changed">{flow.updated && <TimeAgo value={flow.updated} />}</Fact>
        <Fact name="Tags">{flow.tags.length > 0 && <TagList tags={flow.tags} />}</Fact>
        <Fact name="ID">
          <span className="inline-flex max-w-full items-center gap-1">
            <code className="truncate font-mono text-xs">{flow.id}</code>
            <CopyButton text={flow.id} label="Copy the id" />
          </span>
        </Fact>
      </Facts>
    </section>
  );
}
