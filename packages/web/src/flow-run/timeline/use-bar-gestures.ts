import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import type { TimelineView } from "./timeline-view.ts";

/** Where the bars lie in the page, in pixels of the viewport. */
export type BarsArea = () => { left: number; width: number };

// Less than this is a click of an unsteady hand.
const DRAG_PX = 4;

/** Wheel and pinch zoom, sideways wheel and drag move. Plain wheel turns stay the rows' scrolling. */
export function useBarGestures(element: RefObject<HTMLElement | null>, view: TimelineView, area: BarsArea) {
  useWheel(element, view, area);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const drag = useRef<{ x: number; y: number; isMoving: boolean } | undefined>(undefined);
  const [isDragging, setDragging] = useState(false);

  const onPointerDown = (event: PointerEvent) => {
    const { left } = area();
    if (event.button !== 0 || event.clientX < left) return;
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    drag.current = { x: event.clientX, y: event.clientY, isMoving: false };
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (!before || !drag.current) return;
    const here = { x: event.clientX, y: event.clientY };
    const moved = Math.abs(here.x - drag.current.x);
    if (!drag.current.isMoving && moved < DRAG_PX) return;
    if (!drag.current.isMoving) {
      drag.current.isMoving = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragging(true);
    }
    const { left, width } = area();
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const spread = Math.max(Math.abs(before.x - other.x), 1) / Math.max(Math.abs(here.x - other.x), 1);
      view.zoomAt(spread, (here.x + other.x) / 2 - left, width);
    } else view.pan((before.x - here.x) / width);
    pointers.current.set(event.pointerId, here);
  };
  const onPointerEnd = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    if (pointers.current.size === 0) setDragging(false);
  };
  /** True for the click that ends a drag: it selects nothing. */
  const endedDrag = () => {
    const wasMoving = drag.current?.isMoving ?? false;
    drag.current = undefined;
    return wasMoving;
  };
  return {
    isDragging,
    endedDrag,
    handlers: { onPointerDown, onPointerMove, onPointerUp: onPointerEnd, onPointerCancel: onPointerEnd },
  };
}

function useWheel(element: RefObject<HTMLElement | null>, view: TimelineView, area: BarsArea): void {
  const onWheel = useEffectEvent((event: WheelEvent) => {
    const { left, width } = area();
    const isZoom = event.ctrlKey || event.metaKey || event.altKey;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (isZoom) view.zoomAt(zoomFactor(event), Math.max(0, event.clientX - left), width);
    else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) view.pan(sideways / width);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const target = element.current;
    const listener = (event: WheelEvent) => onWheel(event);
    // React's own listeners are passive and could not keep the page from zooming.
    target?.addEventListener("wheel", listener, { passive: false });
    return () => target?.removeEventListener("wheel", listener);
  }, [element]);
}

/** How much one turn of a wheel widens the window. */
export const zoomFactor = (event: { deltaY: number; deltaMode: number }): number =>
  // A line of a wheel that counts in lines is about 16 pixels of one that counts in pixels.
  Math.exp(Math.min(Math.max(event.deltaY * (event.deltaMode === 1 ? 16 : 1), -120), 120) * 0.004);
