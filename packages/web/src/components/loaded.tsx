import type { ReactNode } from "react";
import { isPassing } from "../api/is-passing.ts";
import { ErrorState } from "./error-state.tsx";
import { Skeleton } from "./skeleton.tsx";

type Props<T> = {
  query: { data: T | undefined; error: unknown; refetch(): unknown };
  /** What could not be done where it fails, as a sentence without its full stop. */
  failure: string;
  /** The page's heading until it has its own. */
  title: string;
  children: (data: T) => ReactNode;
};

/**
 * What a page is about, once it has been read. When it cannot be read anew for a while, as without the server, it stays
 * as it was, and so does what somebody is typing into it.
 */
export function Loaded<T>({ query: { data, error, refetch }, failure, title, children }: Props<T>) {
  if (error && (data === undefined || !isPassing(error))) {
    return <ErrorState level={1} error={error} title={failure} onRetry={() => void refetch()} />;
  }
  if (data !== undefined) return children(data);
  return (
    <div className="flex flex-col gap-3 p-4">
      <h1 className="sr-only">{title}</h1>
      <Skeleton className="h-5 w-64" />
      <Skeleton className="h-3 w-96 max-w-full" />
      <Skeleton className="mt-6 h-3 w-3/4" />
      <Skeleton className="h-3 w-2/3" />
    </div>
  );
}
