import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { api } from "../api/client.ts";
import { ErrorState } from "../components/error-state.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { diffLines } from "./line-diff.ts";

type Props = { olderId: string; newerId: string };

/** What changed from one version of an artifact to a later one, line by line. */
export function VersionDiff({ olderId, newerId }: Props) {
  const { data, error } = useQuery({
    queryKey: ["artifact-diff", olderId, newerId],
    queryFn: async ({ signal }) => {
      const [older, newer] = await Promise.all(
        [olderId, newerId].map((id) => api.getArtifact({ params: { id } }, { signal })),
      );
      return { lines: diffLines(textOf(older?.data), textOf(newer?.data)) };
    },
    retry: false,
  });
  if (error) return <ErrorState error={error} title="The versions could not be read" />;
  if (!data) return <Skeleton className="m-4 h-48" />;
  const { lines } = data;
  if (!lines) return <p className="p-4 text-text-soft">They are too long to be compared here.</p>;
  const changed = lines.filter(({ kind }) => kind !== "same").length;
  return (
    <section
      aria-label="Changes"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
      tabIndex={0}
      className="min-h-0 min-w-0 grow overflow-auto p-4 outline-offset-[-2px]"
    >
      <p className="pb-2 text-text-soft">
        {changed === 0 ? "Nothing changed." : `${changed} ${changed === 1 ? "line" : "lines"} changed.`}
      </p>
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
    </section>
  );
}

/** What an artifact holds as lines: texts as they are, anything else as JSON. */
function textOf(data: unknown): string {
  if (typeof data !== "string") return JSON.stringify(data, null, 2) ?? "";
  try {
    return JSON.stringify(JSON.parse(data), null, 2);
  } catch {
    return data;
  }
}
