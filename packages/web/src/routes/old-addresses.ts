import { type AnyRoute, createRoute, redirect } from "@tanstack/react-router";

/** Where a page was, and where it is; what stands for `$` is kept. */
const MOVED = [
  ["/v2/$", "/"],
  ["/flow-runs", "/runs"],
  ["/flow-runs/$", "/runs/"],
  ["/flow-run/$", "/runs/flow-run/"],
  ["/settings/blocks/$", "/blocks/"],
  ["/work-queues", "/work-pools"],
  ["/", "/dashboard"],
] as const;

/** The addresses of old, and those whose page is elsewhere; the query goes along. */
export function oldAddresses<Root extends AnyRoute>(root: Root) {
  return MOVED.map(([path, target]) =>
    createRoute({
      getParentRoute: () => root,
      path: path as string,
      beforeLoad: ({ params, search }) => {
        const { _splat = "" } = params as { _splat?: string };
        const to = target.endsWith("/") ? target + _splat : target;
        throw redirect({
          to: (to.replace(/(.)\/$/, "$1") || "/") as string,
          search: search as never,
          replace: true,
        });
      },
    }),
  );
}
