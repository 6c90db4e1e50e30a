import { describe, expect, test } from "vitest";
import { layoutGraph } from "./layered-layout.ts";

const sizes = { boxWidth: 100, boxHeight: 40, layerGap: 50, rowGap: 10 };

describe("layoutGraph", () => {
  test("puts each box right of all it depends on", () => {
    const { boxes } = layoutGraph(
      {
        ids: ["a", "b", "c"],
        edges: [
          ["a", "b"],
          ["b", "c"],
          ["a", "c"],
        ],
      },
      sizes,
    );
    expect([boxes.get("a")?.x, boxes.get("b")?.x, boxes.get("c")?.x]).toEqual([0, 150, 300]);
  });

  test("leads an arrow over several columns around the boxes between", () => {
    const { arrows, boxes } = layoutGraph(
      {
        ids: ["a", "b", "c"],
        edges: [
          ["a", "b"],
          ["b", "c"],
          ["a", "c"],
        ],
      },
      sizes,
    );
    const long = arrows.find((arrow) => arrow.from === "a" && arrow.to === "c");
    const between = boxes.get("b")!;
    const passing = long!.points.filter((point) => point.x >= between.x && point.x <= between.x + 100);
    expect(passing.length).toBeGreaterThan(0);
    for (const { y } of passing) expect(y < between.y || y > between.y + 40).toBe(true);
  });

  test("lets no two boxes overlap", () => {
    const ids = Array.from({ length: 60 }, (_, index) => `n${index}`);
    const edges = ids.slice(1).map((id, index) => [ids[Math.floor(index / 3)]!, id] as const);
    const boxes = [...layoutGraph({ ids, edges }, sizes).boxes.values()];
    const overlaps = boxes.filter((a) =>
      boxes.some((b) => a !== b && a.x === b.x && Math.abs(a.y - b.y) < sizes.boxHeight - 1e-6),
    );
    expect(overlaps).toEqual([]);
  });

  test("crosses no arrows where none need to cross", () => {
    const { boxes } = layoutGraph(
      {
        ids: ["a", "b", "x", "y"],
        edges: [
          ["a", "y"],
          ["b", "x"],
        ],
      },
      sizes,
    );
    expect(Math.sign(boxes.get("a")!.y - boxes.get("b")!.y)).toBe(
      Math.sign(boxes.get("y")!.y - boxes.get("x")!.y),
    );
  });

  test("survives a circle, and still points its arrows as they were given", () => {
    const { arrows, boxes } = layoutGraph(
      {
        ids: ["a", "b"],
        edges: [
          ["a", "b"],
          ["b", "a"],
        ],
      },
      sizes,
    );
    expect(arrows.map(({ from, to }) => `${from}${to}`).sort()).toEqual(["ab", "ba"]);
    expect(boxes.size).toBe(2);
  });

  test("puts boxes without arrows into a grid", () => {
    const ids = Array.from({ length: 50 }, (_, index) => `n${index}`);
    const { width, height } = layoutGraph({ ids, edges: [] }, sizes);
    expect(width).toBeGreaterThan(300);
    expect(height).toBeLessThan(600);
  });
});
