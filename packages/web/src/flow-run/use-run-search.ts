import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { parseRunSearch, type RunSearch } from "./run-search.ts";

export type UpdateSearch = (patch: Partial<RunSearch>, options?: { replace?: boolean }) => void;

/** What the address says, and how to change a part of it. A change makes a step back unless it replaces. */
export function useRunSearch(): [RunSearch, UpdateSearch] {
  const raw = useSearch({ strict: false });
  const navigate = useNavigate();
  const search = useMemo(() => parseRunSearch(raw), [raw]);
  const update = useCallback<UpdateSearch>(
    (patch, { replace = false } = {}) => {
      void navigate({
        to: ".",
        search: (before: object) => ({ ...before, ...patch }) as never,
        replace,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [search, update];
}
