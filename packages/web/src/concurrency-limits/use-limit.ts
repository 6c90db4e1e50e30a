import { useQuery } from "@tanstack/react-query";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { readLimit } from "./read-limit.ts";

/** A concurrency limit with who uses it, kept up to date. */
export function useLimit(id: string) {
  const queryKey = ["concurrency-limit", id];
  const reread = useReread(queryKey);
  useLiveKinds(["concurrency-limit"], queryKey);
  useLiveTopic(
    "slots",
    (changes) => {
      if (changes.some((change) => change.kind === "concurrency-limit" && change.limit.id === id)) reread();
    },
    reread,
  );
  return useQuery({ queryKey, queryFn: ({ signal }) => readLimit(id, signal), retry: false });
}
