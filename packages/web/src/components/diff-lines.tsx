import { clsx } from "clsx";
import type { DiffLine } from "./line-diff.ts";

/** Lines that stayed, went and came, one below the other. */
export function DiffLines({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <ol className="w-max min-w-full rounded-md border border-line font-mono text-xs leading-5">
      {lines.map(({ kind, text }, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change places.
          key={at}
          className={clsx(
            "flex min-h-5 whitespace-pre px-2",
            kind === "gone" && "bg-failed-soft text-failed",
            kind === "new" && "bg-completed-soft text-completed",
          )}
        >
          <span className="w-4 shrink-0 select-none">
            {kind === "gone" ? "\u2212" : kind === "new" ? "+" : ""}
          </span>
          {kind !== "same" && <span className="sr-only">{kind === "gone" ? "gone: " : "new: "}</span>}
          {text}
        </li>
      ))}
    </ol>
  );
}
