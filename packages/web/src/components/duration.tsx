import { clsx } from "clsx";
import { formatDuration, formatTickingDuration } from "./format-duration.ts";
import { useNow } from "./use-now.ts";

type Props = {
  /** RFC 3339; nothing is shown for what has not started. */
  start: string | null | undefined;
  /** Null while it goes on: then it ticks. */
  end: string | null | undefined;
  className?: string;
};

/** How long something took, or has taken until now. */
export function Duration({ start, end, className }: Props) {
  const isTicking = Boolean(start) && !end;
  const now = useNow(isTicking ? "second" : "off");
  if (!start) return <span className={clsx("text-text-faint", className)}>–</span>;
  const from = Date.parse(start);
  const text = isTicking
    ? formatTickingDuration(now - from)
    : formatDuration(Date.parse(end as string) - from);
  return <span className={clsx("tabular whitespace-nowrap", className)}>{text}</span>;
}
