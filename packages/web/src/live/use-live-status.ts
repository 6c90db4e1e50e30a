import { useSyncExternalStore } from "react";
import { live } from "./live.ts";
import type { LiveStatus } from "./live-status.ts";

const subscribe = (listener: () => void) => live.onStatus(listener);

/** How changes reach this tab now. */
export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(subscribe, () => live.status);
}
