export type Alignment = "start" | "center" | "end";

const GAP_PX = 4;
const EDGE_PX = 8;
// With less room than this below it opens upwards, if there is more room there.
const LEAST_ROOM_PX = 180;

/** Moves a fixed element under its anchor, or above it where there is more room, no higher than fits. */
export function placeUnder(element: HTMLElement, anchor: HTMLElement, alignment: Alignment): void {
  const to = anchor.getBoundingClientRect();
  const { offsetWidth: width, scrollHeight: height } = element;
  const below = innerHeight - EDGE_PX - to.bottom - GAP_PX;
  const above = to.top - GAP_PX - EDGE_PX;
  const isAbove = below < Math.min(height, LEAST_ROOM_PX) && above > below;
  const room = isAbove ? above : below;
  const left = { start: to.left, center: to.left + (to.width - width) / 2, end: to.right - width }[alignment];
  element.style.maxHeight = `${room}px`;
  element.style.left = `${Math.round(Math.max(EDGE_PX, Math.min(left, innerWidth - width - EDGE_PX)))}px`;
  element.style.top = `${Math.round(isAbove ? to.top - GAP_PX - Math.min(height, room) : to.bottom + GAP_PX)}px`;
}
