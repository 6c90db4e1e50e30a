import { useCallback, useState } from "react";

/** A choice that this browser remembers, under a name of ours. */
export function useRemembered<T extends string | number | boolean>(
  name: string,
  initial: T,
): [T, (value: T) => void] {
  const key = `reeve.${name}`;
  const [value, setValue] = useState<T>(() => read(key, initial));
  const remember = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Storage is blocked or full: the choice lasts as long as the page.
      }
    },
    [key],
  );
  return [value, remember];
}

function read<T>(key: string, initial: T): T {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return typeof stored === typeof initial ? (stored as T) : initial;
  } catch {
    return initial;
  }
}
