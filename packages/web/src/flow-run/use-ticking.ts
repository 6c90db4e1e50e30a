import { useEffect, useEffectEvent } from "react";

// Ten pictures a second look alive; more would only warm the machine.
const TICK_MS = 100;
// For readers who asked for less motion: the end still moves, in steps.
const CALM_TICK_MS = 2_000;

/** Calls back up to ten times a second while `isOn` and the page is in sight. */
export function useTicking(isOn: boolean, onTick: () => void): void {
  const tick = useEffectEvent(onTick);
  useEffect(() => {
    if (!isOn) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (isCalm) {
      const timer = setInterval(() => tick(), CALM_TICK_MS);
      return () => clearInterval(timer);
    }
    let last = 0;
    let frame = requestAnimationFrame(function step(time) {
      if (time - last >= TICK_MS) {
        last = time;
        tick();
      }
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [isOn]);
}
