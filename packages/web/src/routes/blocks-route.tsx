import { useParams } from "@tanstack/react-router";
import { BlockPage } from "../block/block-page.tsx";
import { CreateBlockPage } from "../block/create-block-page.tsx";
import { EditBlockPage } from "../block/edit-block-page.tsx";
import { useBlock } from "../block/use-block.ts";
import { BlocksPage } from "../blocks/blocks-page.tsx";
import { CatalogPage } from "../blocks/catalog-page.tsx";
import { useCrumbs } from "../shell/crumbs.ts";

const LIST = { label: "Blocks", to: "/blocks" };
const CATALOG = { label: "Types", to: "/blocks/catalog" };

/** `/blocks`: the list of blocks. */
export function BlocksRoute() {
  useCrumbs([{ label: "Blocks" }]);
  return <BlocksPage />;
}

/** `/blocks/catalog`: the types of blocks. */
export function CatalogRoute() {
  useCrumbs([LIST, { label: "Types" }]);
  return <CatalogPage />;
}

/** `/blocks/catalog/:slug/create`: makes a block. */
export function CreateBlockRoute() {
  const { slug } = useParams({ from: "/blocks/catalog/$slug/create" });
  useCrumbs([LIST, CATALOG, { label: slug }]);
  return <CreateBlockPage slug={slug} />;
}

/** `/blocks/block/:id`: one block. */
export function BlockRoute() {
  const { id } = useParams({ from: "/blocks/block/$id" });
  const { data } = useBlock(id);
  useCrumbs([LIST, { label: data?.name ?? "Block" }]);
  return <BlockPage key={id} id={id} />;
}

/** `/blocks/block/:id/edit`: changes it. */
export function EditBlockRoute() {
  const { id } = useParams({ from: "/blocks/block/$id/edit" });
  const { data } = useBlock(id);
  useCrumbs([LIST, { label: data?.name ?? "Block", to: `/blocks/block/${id}` }, { label: "Edit" }]);
  return <EditBlockPage id={id} />;
}
