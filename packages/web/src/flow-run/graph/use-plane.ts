import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { zoomFactor } from "../timeline/use-bar-gestures.ts";
import type { Layout, Point } from "./layered-layout.ts";

const MARGIN = 24;
// A graph that is larger than the pane starts no smaller than this, at its upper left.
const LEAST_READABLE = 0.6;

type Plane = { x: number; y: number; scale: number };

const NEAREST = 1.5;
const FARTHEST = 0.1;

/** A plane that is dragged and zoomed; it starts with the graph, or what is around `focus`, readable in sight. */
export function usePlane(layout: Layout, focus: Point) {
  const element = useRef<HTMLDivElement>(null);
  const [plane, setPlane] = useState<Plane>({ x: MARGIN, y: MARGIN, scale: 1 });
  const [isDragging, setDragging] = useState(false);
  const isTouched = useRef(false);
  const last = useRef<{ x: number; y: number } | undefined>(undefined);
  const fit = useEffectEvent(() => {
    const box = element.current;
    if (box && !isTouched.current)
      setPlane(fitted(layout, focus, box.clientWidth, box.clientHeight, LEAST_READABLE));
  });
  useEffect(() => {
    const sizes = new ResizeObserver(() => fit());
    if (element.current) sizes.observe(element.current);
    return () => sizes.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a graph that grew is fitted anew.
  useEffect(() => fit(), [layout]);
  useEffect(() => {
    const box = element.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      isTouched.current = true;
      const { left, top } = box?.getBoundingClientRect() ?? new DOMRect();
      setPlane((before) => zoomed(before, 1 / zoomFactor(event), event.clientX - left, event.clientY - top));
    };
    box?.addEventListener("wheel", onWheel, { passive: false });
    return () => box?.removeEventListener("wheel", onWheel);
  }, []);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button === 0 && !(event.target as Element).closest("button")) {
      last.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragging(true);
    }
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = last.current;
    if (!from) return;
    isTouched.current = true;
    last.current = { x: event.clientX, y: event.clientY };
    setPlane((before) => ({
      ...before,
      x: before.x + event.clientX - from.x,
      y: before.y + event.clientY - from.y,
    }));
  };
  const onPointerUp = () => {
    last.current = undefined;
    setDragging(false);
  };
  const zoom = (factor: number) => {
    const { clientWidth = 0, clientHeight = 0 } = element.current ?? {};
    isTouched.current = true;
    setPlane((before) => zoomed(before, factor, clientWidth / 2, clientHeight / 2));
  };
  const showAll = () => {
    const box = element.current;
    isTouched.current = true;
    if (box) setPlane(fitted(layout, focus, box.clientWidth, box.clientHeight, FARTHEST));
  };
  return {
    element,
    zoom,
    showAll,
    isDragging,
    transform: `translate(${plane.x}px, ${plane.y}px) scale(${plane.scale})`,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp },
  };
}

function fitted(layout: Layout, focus: Point, width: number, height: number, least: number): Plane {
  const wide = (width - 2 * MARGIN) / Math.max(layout.width, 1);
  const high = (height - 2 * MARGIN) / Math.max(layout.height, 1);
  const scale = Math.min(1, Math.max(Math.min(wide, high), least));
  return {
    scale,
    x: placed(layout.width * scale, width, focus.x * scale),
    y: placed(layout.height * scale, height, focus.y * scale),
  };
}

/** In the middle when all of it fits, else with the focus in the middle as far as there is something around it. */
function placed(size: number, room: number, focus: number): number {
  if (size + 2 * MARGIN <= room) return (room - size) / 2;
  return Math.min(MARGIN, Math.max(room - size - MARGIN, room / 2 - focus));
}

function zoomed(plane: Plane, factor: number, x: number, y: number): Plane {
  const scale = Math.min(Math.max(plane.scale * factor, FARTHEST), NEAREST);
  const share = scale / plane.scale;
  return { scale, x: x - (x - plane.x) * share, y: y - (y - plane.y) * share };
}
