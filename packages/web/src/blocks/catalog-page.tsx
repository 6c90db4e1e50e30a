import type { BlockType } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { Blocks } from "lucide-react";
import { api } from "../api/client.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { KindMark } from "../components/kind-mark.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { plainText } from "../markdown/plain-text.ts";

/** The types that a block can be of. */
export function CatalogPage() {
  const [sought, setSought] = useSearchParam("q");
  const list = usePageList<BlockType>(["block-types", sought], (page, signal) => {
    const filter = sought ? { block_types: { name: { like_: sought } } } : {};
    return api.listBlockTypes({ body: { ...filter, ...page } }, { signal });
  });
  return (
    <ListPage
      title="Types of blocks"
      list={list}
      failure="The types of blocks could not be read"
      filters={<SearchBox label="Filter types" placeholder="Type" value={sought} onChange={setSought} />}
      empty={
        <EmptyState icon={<Blocks size={18} />} title="No type of this name">
          <p>Packages bring further types: they are registered when a program first uses them.</p>
        </EmptyState>
      }
    >
      <ul className="grid gap-2 p-4 sm:grid-cols-2 xl:grid-cols-3">
        {list.rows
          ? list.rows.map((type) => <TypeCard key={type.id} type={type} />)
          : ["a", "b", "c", "d", "e", "f"].map((key) => (
              <li key={key}>
                <Skeleton className="h-18 rounded-lg" />
              </li>
            ))}
      </ul>
    </ListPage>
  );
}

function TypeCard({ type }: { type: BlockType }) {
  const description = plainText(type.description ?? "");
  return (
    <li className="relative flex min-h-18 gap-3 rounded-lg border border-line p-3 hover:bg-hover">
      <KindMark kind={type.slug} name={type.name} />
      <div className="flex min-w-0 flex-col gap-0.5">
        <Link
          to="/blocks/catalog/$slug/create"
          params={{ slug: type.slug }}
          className="font-medium outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-focus"
        >
          {type.name}
        </Link>
        <p className="line-clamp-2 text-text-soft text-xs" title={description}>
          {description}
        </p>
      </div>
    </li>
  );
}
