import type { KeyboardEvent } from "react";
import { describe, expect, test, vi } from "vitest";
import { timelineNode } from "./nodes.fixture.ts";
import { buildRows, type GroupMode } from "./row-model.ts";
import { TimelineView } from "./timeline-view.ts";
import { handleTimelineKey, type KeyTarget } from "./use-timeline-keys.ts";

const nodes = Array.from({ length: 5 }, (_, index) => timelineNode(`extract-${index}`, index, index + 9));

function press(key: string, given: Partial<KeyTarget> = {}, mode: GroupMode = "open") {
  const modes = new Map([["task-run:extract", mode]]);
  const rows = buildRows(nodes, { sort: "start", states: new Set(), modes, expanded: new Map(), now: 0 });
  const target: KeyTarget = {
    rows,
    active: 0,
    pageRows: 3,
    view: new TimelineView(0, 1000),
    moveTo: vi.fn(),
    toggle: vi.fn(),
    select: vi.fn(),
    clear: vi.fn(),
    ...given,
  };
  const event = { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  return { target, isHandled: handleTimelineKey(event as KeyboardEvent, target) };
}

describe("the keys of the timeline", () => {
  test("move by rows and pages and stop at the ends", () => {
    expect(press("ArrowDown").target.moveTo).toHaveBeenCalledWith(1);
    expect(press("PageDown", { active: 4 }).target.moveTo).toHaveBeenCalledWith(5);
    expect(press("ArrowUp").target.moveTo).toHaveBeenCalledWith(0);
    expect(press("End").target.moveTo).toHaveBeenCalledWith(5);
  });

  test("open a group, go into it, out of it and close it, as in any tree", () => {
    const { target } = press("ArrowRight", {}, "closed");
    expect(target.toggle).toHaveBeenCalledWith(target.rows[0], true);
    expect(press("ArrowRight").target.moveTo).toHaveBeenCalledWith(1);
    expect(press("ArrowLeft", { active: 3 }).target.moveTo).toHaveBeenCalledWith(0);
    const closing = press("ArrowLeft").target;
    expect(closing.toggle).toHaveBeenCalledWith(closing.rows[0], false);
  });

  test("select, clear and zoom", () => {
    const { target } = press("Enter", { active: 2 });
    expect(target.select).toHaveBeenCalledWith(target.rows[2]);
    expect(press("Escape").target.clear).toHaveBeenCalled();
    const { view } = press("+").target;
    expect(view.isFitted).toBe(false);
    press("0", { view });
    expect(view.isFitted).toBe(true);
  });

  test("leave all others to the page", () => {
    expect(press("x").isHandled).toBe(false);
  });
});
