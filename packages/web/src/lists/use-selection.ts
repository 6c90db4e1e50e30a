import { useCallback, useMemo, useState } from "react";

/** The ids of ticked rows, and ways to tick. */
export type Selection = {
  ids: ReadonlySet<string>;
  toggle: (id: string, isOn: boolean) => void;
  setAll: (ids: readonly string[], isOn: boolean) => void;
  clear: () => void;
};

/** Which rows of a list are ticked, across its pages. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const setAll = useCallback((changed: readonly string[], isOn: boolean) => {
    setIds((before) => {
      const after = new Set(before);
      for (const id of changed) isOn ? after.add(id) : after.delete(id);
      return after;
    });
  }, []);
  const toggle = useCallback((id: string, isOn: boolean) => setAll([id], isOn), [setAll]);
  const clear = useCallback(() => setIds(new Set()), []);
  return useMemo(() => ({ ids, toggle, setAll, clear }), [ids, toggle, setAll, clear]);
}
