/** Events that stand so near to each other that one mark stands for them. */
export type Cluster<Event> = { x: number; events: Event[] };

/** Gathers events from left to right, so that no two marks are nearer than `leastPx`; what is out of sight is left out. */
export function clusterEvents<Event>(
  events: readonly Event[],
  xOfEvent: (event: Event) => number,
  width: number,
  leastPx: number,
): Cluster<Event>[] {
  const inSight = events
    .map((event) => ({ event, x: xOfEvent(event) }))
    .filter(({ x }) => x >= 0 && x <= width)
    // A mark at an edge would be cut off.
    .map(({ event, x }) => ({ event, x: Math.max(leastPx / 2, Math.min(x, width - leastPx / 2)) }))
    .sort((one, other) => one.x - other.x);
  const clusters: Cluster<Event>[] = [];
  for (const { event, x } of inSight) {
    const last = clusters.at(-1);
    if (last && x - last.x < leastPx) last.events.push(event);
    else clusters.push({ x, events: [event] });
  }
  return clusters;
}
