const GAP_PX = 6;
const EDGE_PX = 8;

/** Moves a fixed element beside its anchor, turned to the other side where it would leave the window. */
export function placeBeside(
  element: HTMLElement,
  anchor: HTMLElement,
  side: "top" | "bottom" | "right",
): void {
  const to = anchor.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const below = to.bottom + GAP_PX;
  const above = to.top - GAP_PX - height;
  let top = side === "top" && above >= EDGE_PX ? above : below;
  if (side === "right") top = to.top + (to.height - height) / 2;
  else if (top + height > innerHeight - EDGE_PX) top = above;
  const left = side === "right" ? to.right + GAP_PX : to.left + (to.width - width) / 2;
  const inside = (value: number, most: number) =>
    Math.round(Math.max(EDGE_PX, Math.min(value, most - EDGE_PX)));
  element.style.left = `${inside(left, innerWidth - width)}px`;
  element.style.top = `${inside(top, innerHeight - height)}px`;
}
