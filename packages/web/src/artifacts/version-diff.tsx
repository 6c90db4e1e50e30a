import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { DiffLines } from "../components/diff-lines.tsx";
import { ErrorState } from "../components/error-state.tsx";
import { diffLines } from "../components/line-diff.ts";
import { Skeleton } from "../components/skeleton.tsx";

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
  if (error && !data) return <ErrorState error={error} title="The versions could not be read" />;
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
      <DiffLines lines={lines} />
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
