import { useCallback, useMemo, useState } from "react";

export type RunSelection = {
  ids: ReadonlySet<string>;
  toggle: (id: string, isOn: boolean) => void;
  setAll: (ids: readonly string[], isOn: boolean) => void;
  clear: () => void;
};

/** Which runs are ticked, across pages. */
export function useRunSelection(): RunSelection {
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
