import { type AnyRoute, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { api } from "../api/client.ts";

type Search = Record<string, unknown>;
const anySearch = (search: Search): Search => search;

/** The addresses of work pools and concurrency limits, below the root. */
export function infrastructureRoutes<Root extends AnyRoute>(root: Root) {
  const getParentRoute = () => root;
  const pools = () => import("./work-pools-route.tsx");
  const pool = () => import("./work-pool-route.tsx");
  const limits = () => import("./concurrency-limits-route.tsx");
  return [
    createRoute({
      getParentRoute,
      path: "/concurrency-limits",
      component: lazyRouteComponent(limits, "ConcurrencyLimitsRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/concurrency-limits/concurrency-limit/$id",
      component: lazyRouteComponent(limits, "ConcurrencyLimitRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/work-pools",
      component: lazyRouteComponent(pools, "WorkPoolsRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/work-pools/create",
      component: lazyRouteComponent(pools, "CreatePoolRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/work-pools/work-pool/$name",
      component: lazyRouteComponent(pool, "WorkPoolRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/work-pools/work-pool/$name/edit",
      component: lazyRouteComponent(pool, "EditPoolRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/work-pools/work-pool/$name/queue/$queue",
      component: lazyRouteComponent(pool, "QueueRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/work-pools/work-pool/$name/worker/$worker",
      component: lazyRouteComponent(pool, "WorkerRoute"),
      validateSearch: anySearch,
    }),
    ...leadingRoutes(root),
  ] as const;
}

/** Addresses that lead to a part of a page: printed by clients, or pages of their own in older UIs. */
function leadingRoutes<Root extends AnyRoute>(root: Root) {
  const getParentRoute = () => root;
  return [
    createRoute({
      getParentRoute,
      path: "/work-pools/work-pool/$name/queue/create",
      beforeLoad: ({ params: { name } }) => {
        throw redirect({
          to: "/work-pools/work-pool/$name" as string,
          params: { name } as never,
          search: { tab: "queues", dialog: "new" } as never,
          replace: true,
        });
      },
    }),
    createRoute({
      getParentRoute,
      path: "/work-pools/work-pool/$name/queue/$queue/edit",
      beforeLoad: ({ params: { name, queue } }) => {
        throw redirect({
          to: "/work-pools/work-pool/$name/queue/$queue" as string,
          params: { name, queue } as never,
          search: { dialog: "edit" } as never,
          replace: true,
        });
      },
    }),
    createRoute({
      getParentRoute,
      path: "/work-queues/work-queue/$id",
      beforeLoad: async ({ params: { id } }) => {
        const { name: queue, work_pool_name: name } = await api.getWorkQueue({ params: { id } });
        throw redirect({
          to: "/work-pools/work-pool/$name/queue/$queue" as string,
          params: { name: name ?? "", queue } as never,
          replace: true,
        });
      },
    }),
  ] as const;
}
