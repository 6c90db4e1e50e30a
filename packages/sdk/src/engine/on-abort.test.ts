import { expect, test, vi } from "vitest";
import { onAbort } from "./on-abort.ts";

test("every listener of a signal is called once, but for those taken back", () => {
  const controller = new AbortController();
  const listeners = [vi.fn(), vi.fn(), vi.fn()];
  const removals = listeners.map((listener) => onAbort(controller.signal, listener));
  removals[1]!();
  controller.abort();
  expect(listeners.map((listener) => listener.mock.calls.length)).toEqual([1, 0, 1]);
});

test("a listener of a signal that has fired is called at once", () => {
  const listener = vi.fn();
  onAbort(AbortSignal.abort(), listener);
  expect(listener).toHaveBeenCalledOnce();
});
