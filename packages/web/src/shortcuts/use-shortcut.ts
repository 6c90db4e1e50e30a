import { useEffect, useEffectEvent } from "react";
import { registerShortcut } from "./shortcut-registry.ts";

/**
 * Does something on a key while the component is shown: `"j"`, `"?"`, `"Escape"`, `"mod+k"` (Ctrl or Cmd) or
 * `"g r"` (one after the other). `does` stands on the sheet of shortcuts. Plain keys are silent in fields, in
 * dialogs, and when the user has switched them off.
 */
export function useShortcut(keys: string, does: string, onPress: (event: KeyboardEvent) => void): void {
  const press = useEffectEvent(onPress);
  useEffect(() => registerShortcut({ keys, does, press: (event) => press(event) }), [keys, does]);
}
