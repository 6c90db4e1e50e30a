import { type RefObject, useCallback, useEffect, useEffectEvent, useRef } from "react";
import { useShownZone } from "../times/shown-zone.ts";

export type CanvasSize = { width: number; height: number };

/**
 * Paints a canvas as large as its element, once a frame at most, whenever `invalidate` was called, the
 * element's size or the theme changed, or the component was rendered anew.
 */
export function usePainter(
  canvas: RefObject<HTMLCanvasElement | null>,
  paint: (ctx: CanvasRenderingContext2D, size: CanvasSize) => void,
): () => void {
  useShownZone();
  const frame = useRef(0);
  const draw = useEffectEvent(() => {
    frame.current = 0;
    const element = canvas.current;
    const ctx = element?.getContext("2d");
    if (!element || !ctx) return;
    const size = { width: element.clientWidth, height: element.clientHeight };
    if (size.width === 0 || size.height === 0) return;
    fitPixels(element, size);
    const scale = element.width / size.width;
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    paint(ctx, size);
  });
  const invalidate = useCallback(() => {
    frame.current ||= requestAnimationFrame(() => draw());
  }, []);
  useEffect(() => invalidate());
  useEffect(() => {
    const sizes = new ResizeObserver(invalidate);
    if (canvas.current) sizes.observe(canvas.current);
    const theme = new MutationObserver(invalidate);
    theme.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ["data-theme", "data-palette", "class"],
    });
    return () => {
      sizes.disconnect();
      theme.disconnect();
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    };
  }, [canvas, invalidate]);
  return invalidate;
}

function fitPixels(element: HTMLCanvasElement, { width, height }: CanvasSize): void {
  const ratio = window.devicePixelRatio || 1;
  const wanted = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  // Setting a size clears the canvas, even to what it was.
  if (element.width !== wanted.width) element.width = wanted.width;
  if (element.height !== wanted.height) element.height = wanted.height;
}
