import { clampWindow, fullWindow, panWindow, type TimeWindow, timeAt, zoomWindow } from "./time-scale.ts";

/**
 * Which stretch of time is in sight. While nobody has zoomed it is the whole run, and grows with it;
 * afterwards it stays where it was put.
 */
export class TimelineView {
  #window: TimeWindow;
  #full: TimeWindow;
  #isFitted: boolean;
  #listeners = new Set<() => void>();

  constructor(start: number, end: number, initial?: TimeWindow) {
    this.#full = fullWindow(start, end);
    this.#isFitted = initial === undefined;
    this.#window = initial ? clampWindow(initial, this.#full) : this.#full;
  }

  get window(): TimeWindow {
    return this.#window;
  }

  get full(): TimeWindow {
    return this.#full;
  }

  /** True while the whole run is in sight because nobody has chosen otherwise. */
  get isFitted(): boolean {
    return this.#isFitted;
  }

  /** Tells how long the run now is. */
  setExtent(start: number, end: number): void {
    const full = fullWindow(start, end);
    if (full.t0 === this.#full.t0 && full.t1 === this.#full.t1) return;
    this.#full = full;
    this.#window = this.#isFitted ? full : clampWindow(this.#window, full);
    this.#notify();
  }

  zoom(factor: number, anchor = (this.#window.t0 + this.#window.t1) / 2): void {
    this.show(zoomWindow(this.#window, factor, anchor, this.#full));
  }

  /** Zooms around what stands so many pixels from the left. */
  zoomAt(factor: number, x: number, width: number): void {
    this.zoom(factor, timeAt(this.#window, width, x));
  }

  /** Moves by a share of what is in sight. */
  pan(share: number): void {
    const length = this.#window.t1 - this.#window.t0;
    this.show(panWindow(this.#window, share * length, this.#full));
  }

  /** Shows that stretch; all of it fits again once it is the whole. */
  show(window: TimeWindow): void {
    const next = clampWindow(window, this.#full);
    this.#isFitted = next.t1 - next.t0 >= (this.#full.t1 - this.#full.t0) * 0.9999;
    this.#window = this.#isFitted ? this.#full : next;
    this.#notify();
  }

  /** Moves so that a stretch of time is in sight, if none of it is. */
  reveal(start: number, end: number): void {
    const { t0, t1 } = this.#window;
    if (end >= t0 && start <= t1) return;
    const half = (t1 - t0) / 2;
    const middle = (start + Math.min(end, start + half)) / 2;
    this.show({ t0: middle - half, t1: middle + half });
  }

  fit(): void {
    this.show(this.#full);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getWindow = (): TimeWindow => this.#window;

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
