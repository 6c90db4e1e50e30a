import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { basePath } from "./api/base-url.ts";
import { defaultFilters } from "./flow-runs/default-filters.ts";
import { ErrorPage } from "./pages/error-page.tsx";
import { NotFoundPage } from "./pages/not-found-page.tsx";
import { blockRoutes } from "./routes/block-routes.ts";
import { HomeRoute } from "./routes/home-route.tsx";
import { infrastructureRoutes } from "./routes/infrastructure-routes.ts";
import { oldAddresses } from "./routes/old-addresses.ts";
import { reactionRoutes } from "./routes/reaction-routes.ts";
import { parseSearch, stringifySearch } from "./search-params.ts";
import { Root } from "./shell/root.tsx";

type Search = Record<string, unknown>;
const anySearch = (search: Search): Search => search;

const root = createRootRoute({
  component: Root,
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
  validateSearch: anySearch,
});
const getParentRoute = () => root;

const home = createRoute({
  getParentRoute,
  path: "/dashboard",
  component: HomeRoute,
  validateSearch: anySearch,
});

const runList = createRoute({
  getParentRoute,
  path: "/runs",
  component: lazyRouteComponent(() => import("./routes/run-list-route.tsx"), "RunListRoute"),
  validateSearch: anySearch,
  beforeLoad: ({ search, cause }) => {
    // Only where somebody comes to the list: in it all filters can be taken away.
    const chosen = cause === "enter" && Object.keys(search).length === 0 ? defaultFilters() : undefined;
    if (chosen) throw redirect({ to: "/runs", search: chosen, replace: true });
  },
});

const flowRun = createRoute({
  getParentRoute,
  path: "/runs/flow-run/$flowRunId",
  component: lazyRouteComponent(() => import("./routes/flow-run-route.tsx"), "FlowRunRoute"),
  validateSearch: anySearch,
});

const taskRun = createRoute({
  getParentRoute,
  path: "/runs/task-run/$id",
  component: lazyRouteComponent(() => import("./routes/task-run-route.tsx"), "TaskRunRoute"),
  validateSearch: anySearch,
});

const flowRoutes = () => import("./routes/flows-route.tsx");

const flows = createRoute({
  getParentRoute,
  path: "/flows",
  component: lazyRouteComponent(flowRoutes, "FlowsRoute"),
  validateSearch: anySearch,
});

const flow = createRoute({
  getParentRoute,
  path: "/flows/flow/$flowId",
  component: lazyRouteComponent(flowRoutes, "FlowRoute"),
  validateSearch: anySearch,
});

const deployments = createRoute({
  getParentRoute,
  path: "/deployments",
  component: lazyRouteComponent(() => import("./routes/deployments-route.tsx"), "DeploymentsRoute"),
  validateSearch: anySearch,
});

const deployment = createRoute({
  getParentRoute,
  path: "/deployments/deployment/$deploymentId",
  component: lazyRouteComponent(() => import("./routes/deployment-route.tsx"), "DeploymentRoute"),
  validateSearch: anySearch,
});

const runForm = createRoute({
  getParentRoute,
  path: "/deployments/deployment/$deploymentId/run",
  component: lazyRouteComponent(() => import("./routes/deployment-route.tsx"), "RunFormRoute"),
  validateSearch: anySearch,
});

const editDeployment = createRoute({
  getParentRoute,
  path: "/deployments/deployment/$deploymentId/edit",
  component: lazyRouteComponent(() => import("./routes/deployment-route.tsx"), "EditDeploymentRoute"),
  validateSearch: anySearch,
});

const duplicateDeployment = createRoute({
  getParentRoute,
  path: "/deployments/deployment/$deploymentId/duplicate",
  component: lazyRouteComponent(() => import("./routes/deployment-route.tsx"), "DuplicateDeploymentRoute"),
  validateSearch: anySearch,
});

const variables = createRoute({
  getParentRoute,
  path: "/variables",
  component: lazyRouteComponent(() => import("./routes/variables-route.tsx"), "VariablesRoute"),
  validateSearch: anySearch,
});

const schedule = createRoute({
  getParentRoute,
  path: "/schedule",
  component: lazyRouteComponent(() => import("./routes/calendar-route.tsx"), "CalendarRoute"),
  validateSearch: anySearch,
});

const settings = createRoute({
  getParentRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("./routes/settings-route.tsx"), "SettingsRoute"),
  validateSearch: anySearch,
});

const login = createRoute({
  getParentRoute,
  path: "/login",
  component: lazyRouteComponent(() => import("./routes/login-route.tsx"), "LoginRoute"),
  validateSearch: anySearch,
});

const routeTree = root.addChildren([
  home,
  runList,
  flowRun,
  taskRun,
  flows,
  flow,
  deployments,
  deployment,
  runForm,
  editDeployment,
  duplicateDeployment,
  variables,
  schedule,
  settings,
  login,
  ...infrastructureRoutes(root),
  ...blockRoutes(root),
  ...reactionRoutes(root),
  ...oldAddresses(root),
]);

/** Every address of the pages. */
export const router = createRouter({
  routeTree,
  basepath: basePath(),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
