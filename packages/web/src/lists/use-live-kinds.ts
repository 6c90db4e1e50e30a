import type { QueryKey } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { live } from "../live/live.ts";
import { useReread } from "../live/use-reread.ts";

/** Has queries read again whenever something of these kinds changes, such as `variable` or `work-pool`. */
export function useLiveKinds(kinds: readonly string[], queryKey: QueryKey): void {
  const reread = useEffectEvent(useReread(queryKey));
  const wanted = kinds.join(" ");
  useEffect(() => {
    const listener = { onChanges: () => {}, onStale: () => reread() };
    const removals = wanted.split(" ").map((kind) => live.listen(`kind:${kind}`, listener));
    return () => {
      for (const remove of removals) remove();
    };
  }, [wanted]);
}
