import type { ArtifactRow } from "@reeve/protocol";
import { useEffect, useRef } from "react";
import type { PageList } from "../../lists/use-page-list.ts";
import { Skeleton } from "../skeleton.tsx";
import { ArtifactCard } from "./artifact-card.tsx";

type Props = { label: string; list: PageList<ArtifactRow>; isVersions?: boolean; hidesRun?: boolean };

// Shown in grey before the first answer.
const SKELETONS = ["a", "b", "c", "d", "e", "f"];

/** Artifacts as cards, read on while somebody scrolls. */
export function ArtifactGrid({ label, list, isVersions, hidesRun }: Props) {
  return (
    <>
      <ul
        aria-label={label}
        className="grid grid-cols-1 gap-3 sm:grid-cols-[repeat(auto-fill,minmax(19rem,1fr))]"
      >
        {list.rows
          ? list.rows.map((row) => (
              <ArtifactCard key={row.id} row={row} isVersion={isVersions} hidesRun={hidesRun} />
            ))
          : SKELETONS.map((key) => (
              <li
                key={key}
                aria-hidden="true"
                className="flex h-60 flex-col gap-3 rounded-lg border border-line p-4"
              >
                <Skeleton className="h-3 w-2/5" />
                <Skeleton className="h-3 w-4/5" />
                <Skeleton className="h-3 w-3/5" />
              </li>
            ))}
      </ul>
      {list.hasMore && <ReadOn list={list} />}
    </>
  );
}

function ReadOn({ list: { readMore, isReadingMore } }: { list: PageList<ArtifactRow> }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || isReadingMore) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) readMore();
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [readMore, isReadingMore]);
  return (
    <div ref={end} className="py-4">
      <Skeleton className="h-3 w-40" />
    </div>
  );
}
