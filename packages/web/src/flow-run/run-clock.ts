/** What the present is for a run: the moment it ended, or the clock while it goes on. */
export class RunClock {
  #endedAt: number | undefined;
  #latest = 0;

  /** Stops the clock at the run's end, or lets it go again. */
  setEnd(endedAt: number | undefined): void {
    this.#endedAt = endedAt;
  }

  /** The server's clock may be ahead of this machine's: no bar should start in the future because of it. */
  noticeTime(time: number): void {
    if (time > this.#latest) this.#latest = time;
  }

  get isRunning(): boolean {
    return this.#endedAt === undefined;
  }

  now(): number {
    return this.#endedAt ?? Math.max(Date.now(), this.#latest);
  }
}
