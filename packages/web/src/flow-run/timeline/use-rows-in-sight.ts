import { type RefObject, useCallback, useEffect, useEffectEvent, useState } from "react";
import { ROW_HEIGHT, rowsInSight, scrollTopFor } from "./row-geometry.ts";

/** Follows a scrolling element: which rows are in sight, and how wide its scroll bar is as `--scrollbar`. */
export function useRowsInSight(scroller: RefObject<HTMLElement | null>, onMove: () => void) {
  const [inSight, setInSight] = useState({ first: 0, last: 40 });
  const onScroll = useEffectEvent(() => {
    const element = scroller.current;
    if (!element) return;
    const next = rowsInSight(element.scrollTop, element.clientHeight, Number.MAX_SAFE_INTEGER);
    if (next.first !== inSight.first || next.last !== inSight.last) setInSight(next);
    const bar = `${element.offsetWidth - element.clientWidth}px`;
    element.closest<HTMLElement>("[data-timeline]")?.style.setProperty("--scrollbar", bar);
    onMove();
  });
  useEffect(() => {
    const element = scroller.current;
    const follow = () => onScroll();
    const sizes = new ResizeObserver(follow);
    element?.addEventListener("scroll", follow, { passive: true });
    if (element) sizes.observe(element);
    // What is inside decides whether there is a scroll bar.
    if (element?.firstElementChild) sizes.observe(element.firstElementChild);
    return () => {
      sizes.disconnect();
      element?.removeEventListener("scroll", follow);
    };
  }, [scroller]);
  const scrollTo = useCallback(
    (index: number, place: "nearest" | "middle" = "nearest") => {
      const element = scroller.current;
      if (!element) return;
      const { scrollTop, clientHeight } = element;
      const nearest = scrollTopFor(index, scrollTop, clientHeight);
      const isInSight = nearest === scrollTop;
      element.scrollTop = place === "middle" && !isInSight ? index * ROW_HEIGHT - clientHeight / 2 : nearest;
    },
    [scroller],
  );
  return { inSight, scrollTo };
}
