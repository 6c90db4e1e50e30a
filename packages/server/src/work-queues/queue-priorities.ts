type Placed = { readonly id: string; readonly priority: number };

/** The first priority that none of the queues has. */
export function lowestFreePriority(queues: readonly Placed[]): number {
  const taken = new Set(queues.map(({ priority }) => priority));
  let priority = 1;
  while (taken.has(priority)) priority++;
  return priority;
}

/**
 * The queues that change their priority when one of them, there already or new, gets a certain one: each queue in its
 * way moves back by as little as it must, and a gap ends the shoving.
 */
export function placeQueue(queues: readonly Placed[], placed: Placed): Placed[] {
  const others = queues.filter(({ id }) => id !== placed.id).sort((a, b) => a.priority - b.priority);
  const behind = others.filter(({ priority }) => priority >= placed.priority);
  const moved: Placed[] = [];
  let last = placed.priority;
  for (const { id, priority } of behind) {
    if (priority > last) break;
    last++;
    moved.push({ id, priority: last });
  }
  return moved;
}
