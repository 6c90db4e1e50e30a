import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lowestFreePriority, placeQueue } from "./queue-priorities.ts";

const queues = (...priorities: number[]) => priorities.map((priority) => ({ id: `q${priority}`, priority }));

test.each([
  [[], 1],
  [[1, 2, 3], 4],
  [[1, 3], 2],
  [[2, 3], 1],
])("of %j the first free priority is %i", (taken, free) => {
  expect(lowestFreePriority(queues(...taken))).toBe(free);
});

describe("a queue that takes a priority", () => {
  test("moves those in its way back, up to the first gap", () => {
    expect(placeQueue(queues(1, 2, 3, 5), { id: "new", priority: 2 })).toEqual([
      { id: "q2", priority: 3 },
      { id: "q3", priority: 4 },
    ]);
  });

  test("moves nobody where there is room", () => {
    expect(placeQueue(queues(1, 3), { id: "new", priority: 2 })).toEqual([]);
  });

  test("is not in its own way", () => {
    expect(placeQueue(queues(1, 2), { id: "q2", priority: 2 })).toEqual([]);
    expect(placeQueue(queues(1, 2), { id: "q2", priority: 1 })).toEqual([{ id: "q1", priority: 2 }]);
  });

  test("leaves all priorities different and the others in their order", () => {
    const priorities = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 8 });
    fc.assert(
      fc.property(priorities, fc.integer({ min: 1, max: 12 }), (taken, wanted) => {
        const before = queues(...taken);
        const placed = { id: "new", priority: wanted };
        const moved = new Map(placeQueue(before, placed).map(({ id, priority }) => [id, priority]));
        const after = before.map(({ id, priority }) => ({ id, priority: moved.get(id) ?? priority }));
        expect(new Set([...after, placed].map(({ priority }) => priority)).size).toBe(before.length + 1);
        const inOrder = (list: typeof after) =>
          [...list].sort((a, b) => a.priority - b.priority).map(({ id }) => id);
        expect(inOrder(after)).toEqual(inOrder(before));
      }),
    );
  });
});
