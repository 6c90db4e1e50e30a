import { type UseNavigateResult, useNavigate } from "@tanstack/react-router";
import {
  Blocks,
  Clock,
  Copy,
  CornerDownRight,
  Globe,
  History,
  Keyboard,
  Monitor,
  Moon,
  PanelLeft,
  Play,
  Rocket,
  Sun,
  Workflow,
} from "lucide-react";
import { useMemo } from "react";
import { copyText } from "../components/copy-text.ts";
import { StateIcon } from "../components/state-icon.tsx";
import { toast } from "../components/toast.tsx";
import { pinnedDeployments } from "../pins/pinned-deployments.ts";
import { pinnedFirst } from "../pins/pinned-first.ts";
import { recentRuns } from "../recent-runs/recent-run-store.ts";
import { NAVIGATION } from "../shell/navigation.ts";
import { toggleRail } from "../shell/rail-state.ts";
import { listPageDeeds } from "../shortcuts/shortcut-registry.ts";
import { openShortcutSheet } from "../shortcuts/shortcut-sheet-state.ts";
import { setTheme } from "../theme/theme.ts";
import { localZone, setZone } from "../times/shown-zone.ts";
import { isFound, matchingGroups, type PaletteGroup, type PaletteItem } from "./palette-items.ts";
import { usePaletteSearch } from "./use-palette-search.ts";

const ICON = 15;
const PINNED = "Pinned";

/** What the palette offers for what was typed, and whether the server is still being asked. */
export function usePaletteGroups(sought: string): { groups: readonly PaletteGroup[]; isSearching: boolean } {
  const known = useKnownGroups();
  const { rows, flows, deployments, blocks, isSearching } = usePaletteSearch(sought);
  const navigate = useNavigate();
  const groups = useMemo(() => {
    const runs = rows
      .filter((row) => isFound(row, sought))
      .map(
        ({ flow_run, flow_name }): PaletteItem => ({
          id: `run:${flow_run.id}`,
          label: flow_run.name,
          hint: flow_name,
          icon: <StateIcon type={flow_run.state_type ?? "PENDING"} name={flow_run.state_name} />,
          choose: () =>
            void navigate({ to: "/runs/flow-run/$flowRunId", params: { flowRunId: flow_run.id } }),
        }),
      );
    const flowItems = flows.map(
      ({ id, name }): PaletteItem => ({
        id: `flow:${id}`,
        label: name,
        hint: "flow",
        icon: <Workflow size={ICON} />,
        choose: () => void navigate({ to: "/flows/flow/$flowId", params: { flowId: id } }),
      }),
    );
    const pinned = new Set(pinnedDeployments().map(({ id }) => id));
    const deploymentsFound = pinnedFirst(deployments, pinned, ({ id }) => id).flatMap((deployment) =>
      deploymentItems(deployment, "deployment", navigate),
    );
    const blockItems = blocks.map(
      ({ id, name, block_type }): PaletteItem => ({
        id: `block:${id}`,
        label: name ?? id,
        hint: block_type?.name ?? "block",
        icon: <Blocks size={ICON} />,
        choose: () => void navigate({ to: "/blocks/block/$id", params: { id } }),
      }),
    );
    const found = [
      { label: "Flow runs", items: runs },
      { label: "Deployments", items: deploymentsFound },
      { label: "Flows", items: flowItems },
      { label: "Blocks", items: blockItems },
    ].filter(({ items }) => items.length > 0);
    // Of what is typed the server knows more than the names of those that are pinned.
    const offered = sought.trim() === "" ? known : known.filter(({ label }) => label !== PINNED);
    return [...found, ...matchingGroups(offered, sought)];
  }, [rows, flows, deployments, blocks, known, sought, navigate]);
  return { groups, isSearching };
}

/** The page of a deployment, and the form that runs it. */
function deploymentItems(
  { id, name }: { id: string; name: string },
  hint: string,
  navigate: UseNavigateResult<string>,
): PaletteItem[] {
  const params = { deploymentId: id };
  return [
    {
      id: `deployment:${id}`,
      label: name,
      hint,
      icon: <Rocket size={ICON} />,
      choose: () => void navigate({ to: "/deployments/deployment/$deploymentId", params }),
    },
    {
      id: `run-deployment:${id}`,
      label: `Run ${name}`,
      hint: "opens its form",
      icon: <Play size={ICON} />,
      choose: () => void navigate({ to: "/deployments/deployment/$deploymentId/run", params }),
    },
  ];
}

function useKnownGroups(): readonly PaletteGroup[] {
  const navigate = useNavigate();
  return useMemo(() => {
    const toRuns = (view?: string) => () => void navigate({ to: "/runs", search: view ? { view } : {} });
    const pages = NAVIGATION.map(
      ({ to, label, Icon, keys }): PaletteItem => ({
        id: to,
        label,
        keys,
        icon: <Icon size={ICON} />,
        choose: () => void navigate({ to }),
      }),
    );
    const views: PaletteItem[] = [
      { id: "problems", label: "Problems", icon: <StateIcon type="FAILED" />, choose: toRuns("problems") },
      { id: "running", label: "Running", icon: <StateIcon type="PENDING" />, choose: toRuns("running") },
      { id: "upcoming", label: "Upcoming", icon: <StateIcon type="SCHEDULED" />, choose: toRuns("upcoming") },
    ];
    const recent = recentRuns().map(
      (run): PaletteItem => ({
        id: `recent:${run.id}`,
        label: run.name,
        hint: run.flowName,
        icon: <History size={ICON} />,
        choose: () => void navigate({ to: "/runs/flow-run/$flowRunId", params: { flowRunId: run.id } }),
      }),
    );
    const pinned = pinnedDeployments().flatMap((deployment) =>
      deploymentItems(deployment, "pinned", navigate),
    );
    const here = listPageDeeds().map(
      ({ does, keys, press }): PaletteItem => ({
        id: `here:${keys}`,
        label: does,
        keys,
        icon: <CornerDownRight size={ICON} />,
        // Closing the palette gives the focus back first.
        choose: () => setTimeout(press),
      }),
    );
    return [
      { label: "On this page", items: here },
      { label: PINNED, items: pinned },
      { label: "Recent", items: recent },
      { label: "Go to", items: [...pages, ...views.map((item) => ({ ...item, hint: "runs" }))] },
      { label: "Do", items: ACTIONS },
    ];
  }, [navigate]);
}

async function copyUrl(): Promise<void> {
  await copyText(location.href);
  toast("The page's URL is copied.");
}

const ACTIONS: readonly PaletteItem[] = [
  { id: "copy-url", label: "Copy the page's URL", icon: <Copy size={ICON} />, choose: () => void copyUrl() },
  { id: "light", label: "Light theme", icon: <Sun size={ICON} />, choose: () => setTheme("light") },
  { id: "dark", label: "Dark theme", icon: <Moon size={ICON} />, choose: () => setTheme("dark") },
  {
    id: "system",
    label: "Theme of the system",
    icon: <Monitor size={ICON} />,
    choose: () => setTheme("system"),
  },
  { id: "utc", label: "Times in UTC", icon: <Globe size={ICON} />, choose: () => setZone("utc") },
  {
    id: "local",
    label: `Times in ${localZone()}`,
    hint: "the zone of this browser",
    icon: <Clock size={ICON} />,
    choose: () => setZone("local"),
  },
  {
    id: "rail",
    label: "Narrow or widen the navigation",
    keys: "[",
    icon: <PanelLeft size={ICON} />,
    choose: toggleRail,
  },
  {
    id: "shortcuts",
    label: "Keyboard shortcuts",
    keys: "?",
    icon: <Keyboard size={ICON} />,
    choose: openShortcutSheet,
  },
];
