import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";

type Search = Record<string, unknown>;
const anySearch = (search: Search): Search => search;

/** The addresses of what runs leave behind, artifacts and events, of what is done about events, and of runs beside each other. */
export function reactionRoutes<Root extends AnyRoute>(root: Root) {
  const getParentRoute = () => root;
  const artifacts = () => import("./artifacts-route.tsx");
  const automations = () => import("./automations-route.tsx");
  const events = () => import("./events-route.tsx");
  return [
    createRoute({
      getParentRoute,
      path: "/runs/compare",
      component: lazyRouteComponent(() => import("./compare-route.tsx"), "CompareRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/automations",
      component: lazyRouteComponent(automations, "AutomationsRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/automations/create",
      component: lazyRouteComponent(automations, "CreateAutomationRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/automations/automation/$id",
      component: lazyRouteComponent(automations, "AutomationRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/automations/automation/$id/edit",
      component: lazyRouteComponent(automations, "EditAutomationRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/events",
      component: lazyRouteComponent(events, "EventsRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/events/event/$date/$id",
      component: lazyRouteComponent(events, "EventRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/artifacts",
      component: lazyRouteComponent(artifacts, "ArtifactsRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/artifacts/key/$key",
      component: lazyRouteComponent(artifacts, "ArtifactKeyRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/artifacts/artifact/$id",
      component: lazyRouteComponent(artifacts, "ArtifactRoute"),
      validateSearch: anySearch,
    }),
  ] as const;
}
