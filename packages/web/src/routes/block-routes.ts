import { type AnyRoute, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";

type Search = Record<string, unknown>;
const anySearch = (search: Search): Search => search;

/** The addresses of blocks and their types, below the root. */
export function blockRoutes<Root extends AnyRoute>(root: Root) {
  const getParentRoute = () => root;
  const blocks = () => import("./blocks-route.tsx");
  return [
    createRoute({
      getParentRoute,
      path: "/blocks",
      component: lazyRouteComponent(blocks, "BlocksRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/blocks/catalog",
      component: lazyRouteComponent(blocks, "CatalogRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/blocks/catalog/$slug/create",
      component: lazyRouteComponent(blocks, "CreateBlockRoute"),
      validateSearch: anySearch,
    }),
    // What is known of a type stands on the form that makes a block of it.
    createRoute({
      getParentRoute,
      path: "/blocks/catalog/$slug",
      beforeLoad: ({ params: { slug } }) => {
        throw redirect({
          to: "/blocks/catalog/$slug/create" as string,
          params: { slug } as never,
          replace: true,
        });
      },
    }),
    createRoute({
      getParentRoute,
      path: "/blocks/block/$id",
      component: lazyRouteComponent(blocks, "BlockRoute"),
      validateSearch: anySearch,
    }),
    createRoute({
      getParentRoute,
      path: "/blocks/block/$id/edit",
      component: lazyRouteComponent(blocks, "EditBlockRoute"),
      validateSearch: anySearch,
    }),
  ] as const;
}
