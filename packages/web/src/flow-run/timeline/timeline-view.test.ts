import { describe, expect, test } from "vitest";
import { TimelineView } from "./timeline-view.ts";

describe("TimelineView", () => {
  test("grows with the run until someone zooms, then stays", () => {
    const view = new TimelineView(0, 1000);
    view.setExtent(0, 2000);
    expect(view.window).toEqual(view.full);
    view.zoom(0.5, 0);
    const { window } = view;
    view.setExtent(0, 4000);
    expect(view.window).toEqual(window);
    expect(view.isFitted).toBe(false);
  });

  test("moves to a stretch of time only when none of it is in sight", () => {
    const view = new TimelineView(0, 1000, { t0: 100, t1: 200 });
    view.reveal(150, 400);
    expect(view.window).toEqual({ t0: 100, t1: 200 });
    view.reveal(500, 520);
    expect(view.window).toEqual({ t0: 460, t1: 560 });
  });

  test("fits again when it is zoomed out to the whole", () => {
    const view = new TimelineView(0, 1000, { t0: 100, t1: 200 });
    expect(view.isFitted).toBe(false);
    view.zoom(1000);
    expect(view.isFitted).toBe(true);
  });
});
