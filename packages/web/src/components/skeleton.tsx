import { clsx } from "clsx";

/** A grey bar in the place and size of what is being read. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={clsx("block animate-pulse rounded-sm bg-hover", className)} />;
}
