import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import type { RunSearch } from "../run-search.ts";
import type { UpdateSearch } from "../use-run-search.ts";
import type { TimeWindow } from "./time-scale.ts";
import { TimelineView } from "./timeline-view.ts";

// The address follows when the hand rests; each change of it costs a pass through the router.
const REST_MS = 300;

/** The view of a run that began at `origin`, kept in the address as milliseconds from there. */
export function useTimelineView(
  extent: TimeWindow,
  origin: number,
  search: RunSearch,
  update: UpdateSearch,
): TimelineView {
  const [view] = useState(() => {
    const { t0, t1 } = search;
    const initial = t0 === undefined || t1 === undefined ? undefined : { t0: origin + t0, t1: origin + t1 };
    return new TimelineView(extent.t0, extent.t1, initial);
  });
  const write = useEffectEvent(() => {
    const { t0, t1 } = view.window;
    const patch = view.isFitted
      ? { t0: undefined, t1: undefined }
      : { t0: rounded(t0 - origin), t1: rounded(t1 - origin) };
    if (patch.t0 !== search.t0 || patch.t1 !== search.t1) update(patch, { replace: true });
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = view.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(() => write(), REST_MS);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [view]);
  return view;
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;

/** Renders anew when the view moves. */
export const useWindow = (view: TimelineView): TimeWindow =>
  useSyncExternalStore(view.subscribe, view.getWindow);
