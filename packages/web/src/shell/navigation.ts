import {
  Activity,
  Blocks,
  CalendarDays,
  Gauge,
  House,
  ListTree,
  Rocket,
  Server,
  Settings,
  Shapes,
  Variable,
  Workflow,
  Zap,
} from "lucide-react";

/** The pages of the rail in its parts, in their order. Only what exists stands here. */
export const NAVIGATION_PARTS = [
  {
    title: undefined,
    pages: [
      { to: "/dashboard", label: "Home", Icon: House, keys: "g h", does: "Go to the first page" },
      { to: "/runs", label: "Runs", Icon: ListTree, keys: "g r", does: "Go to runs" },
      { to: "/flows", label: "Flows", Icon: Workflow, keys: "g f", does: "Go to flows" },
      { to: "/deployments", label: "Deployments", Icon: Rocket, keys: "g d", does: "Go to deployments" },
      { to: "/schedule", label: "Schedule", Icon: CalendarDays, keys: "g s", does: "Go to the schedule" },
      { to: "/artifacts", label: "Artifacts", Icon: Shapes, keys: "g t", does: "Go to artifacts" },
    ],
  },
  {
    title: "Infrastructure",
    pages: [
      { to: "/work-pools", label: "Work pools", Icon: Server, keys: "g p", does: "Go to work pools" },
      {
        to: "/concurrency-limits",
        label: "Concurrency",
        Icon: Gauge,
        keys: "g c",
        does: "Go to concurrency limits",
      },
    ],
  },
  {
    title: "Configuration",
    pages: [
      { to: "/blocks", label: "Blocks", Icon: Blocks, keys: "g b", does: "Go to blocks" },
      { to: "/variables", label: "Variables", Icon: Variable, keys: "g v", does: "Go to variables" },
      { to: "/settings", label: "Settings", Icon: Settings, keys: "g ,", does: "Go to settings" },
    ],
  },
  {
    title: "React to events",
    pages: [
      { to: "/automations", label: "Automations", Icon: Zap, keys: "g a", does: "Go to automations" },
      { to: "/events", label: "Events", Icon: Activity, keys: "g e", does: "Go to events" },
    ],
  },
] as const;

/** The pages of the rail. */
export const NAVIGATION = NAVIGATION_PARTS.flatMap(({ pages }) => [...pages]);

/** Those that stand at the foot of narrow screens; the palette leads to the others. */
export const BOTTOM_NAVIGATION = NAVIGATION.filter(({ to }) =>
  ["/dashboard", "/runs", "/deployments", "/work-pools"].includes(to),
);
