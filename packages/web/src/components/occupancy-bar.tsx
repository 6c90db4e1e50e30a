import { clsx } from "clsx";

type Props = { active: number; limit: number; className?: string };

/** How much of a limit is taken: in numbers, and as a bar that changes its colour when it is full. */
export function OccupancyBar({ active, limit, className }: Props) {
  const share = limit === 0 ? 1 : Math.min(1, active / limit);
  return (
    <span className={clsx("flex items-center gap-2", className)}>
      <span
        aria-hidden="true"
        className="h-1.5 w-20 shrink-0 max-md:w-12 overflow-hidden rounded-full bg-hover"
      >
        <span
          className={clsx("block h-full", share === 1 ? "bg-late-fill" : "bg-running-fill")}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className="tabular text-text-soft">
        {active.toLocaleString("en")} of {limit.toLocaleString("en")}
      </span>
    </span>
  );
}
