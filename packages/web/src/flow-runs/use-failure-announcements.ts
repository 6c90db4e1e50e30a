import { useEffect, useRef } from "react";
import { announce } from "../shell/announce.tsx";
import type { RunRowPage } from "./patch-run-rows.ts";

/** Reads out runs that fail while the list is open. */
export function useFailureAnnouncements(page: RunRowPage | undefined): void {
  const known = useRef(new Map<string, string | null>());
  useEffect(() => {
    if (!page) return;
    const failed = page.rows.filter(
      ({ flow_run: { id, state_type } }) =>
        (state_type === "FAILED" || state_type === "CRASHED") &&
        known.current.has(id) &&
        known.current.get(id) !== state_type,
    );
    for (const { flow_run } of page.rows) known.current.set(flow_run.id, flow_run.state_type);
    const [first] = failed;
    if (first)
      announce(
        failed.length === 1
          ? `${first.flow_name}, run ${first.flow_run.name}, has failed.`
          : `${failed.length} runs have failed.`,
      );
  }, [page]);
}
