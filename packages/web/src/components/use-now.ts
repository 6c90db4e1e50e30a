import { useSyncExternalStore } from "react";

type Clock = { now: number; listeners: Set<() => void>; timer: ReturnType<typeof setInterval> | undefined };

const clocks = new Map<number, Clock>();

function clockOf(stepMs: number): Clock {
  let clock = clocks.get(stepMs);
  if (!clock) {
    clock = { now: Date.now(), listeners: new Set(), timer: undefined };
    clocks.set(stepMs, clock);
  }
  return clock;
}

function subscribeTo(stepMs: number) {
  return (listener: () => void) => {
    const clock = clockOf(stepMs);
    clock.listeners.add(listener);
    clock.timer ??= setInterval(() => {
      if (document.hidden) return;
      clock.now = Date.now();
      for (const tell of clock.listeners) tell();
    }, stepMs);
    return () => {
      clock.listeners.delete(listener);
      if (clock.listeners.size > 0) return;
      clearInterval(clock.timer);
      clock.timer = undefined;
    };
  };
}

const second = subscribeTo(1_000);
const minute = subscribeTo(15_000);
const never = () => () => {};

/**
 * The time, renewed each second or each quarter of a minute; all who ask share one timer.
 * With `off` it stands still and costs nothing.
 */
export function useNow(pace: "second" | "minute" | "off"): number {
  const stepMs = pace === "second" ? 1_000 : 15_000;
  const subscribe = pace === "off" ? never : pace === "second" ? second : minute;
  return useSyncExternalStore(subscribe, () => {
    const clock = clockOf(stepMs);
    // Nobody listened for a while: do not show the time of then.
    if (clock.timer === undefined && Date.now() - clock.now > stepMs) clock.now = Date.now();
    return clock.now;
  });
}
