import { Skeleton } from "../components/skeleton.tsx";
import { LogSkeleton } from "./log/log-panel.tsx";

const ROWS = ["w-40", "w-32", "w-44", "w-28", "w-36", "w-40"];

/** The page in grey, each part as large as it will be. */
export function PageSkeleton() {
  return (
    <div aria-busy="true" className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-col gap-1.5 border-line border-b px-4 pt-3 pb-2.5">
        <div className="flex h-7 items-center gap-3">
          <Skeleton className="h-5 w-56" />
          <Skeleton className="h-6 w-24 rounded-full" />
        </div>
        <div className="flex h-5 items-center gap-5">
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-3 w-44" />
          <Skeleton className="h-3 w-20" />
        </div>
      </div>
      <div className="h-9 shrink-0 border-line border-b" />
      <TimelineSkeleton />
      <div className="h-10 shrink-0 border-line border-y" />
      <LogSkeleton />
    </div>
  );
}

/** The timeline in grey. */
export function TimelineSkeleton() {
  return (
    <div aria-busy="true" className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="h-10 shrink-0 border-line border-b" />
      <div className="h-13 shrink-0 border-line border-b" />
      {ROWS.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
        <div key={index} className="flex h-6.5 items-center gap-2 px-3">
          <Skeleton className="size-3.5 rounded-full" />
          <Skeleton className={`h-3 ${width}`} />
        </div>
      ))}
    </div>
  );
}
