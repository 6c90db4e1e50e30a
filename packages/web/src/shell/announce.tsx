import { useSyncExternalStore } from "react";

// Screen readers should hear of changes, but not be drowned in them.
const LEAST_GAP_MS = 5_000;

let text = "";
let pending: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function say(next: string): void {
  text = next;
  for (const tell of listeners) tell();
  timer = setTimeout(() => {
    timer = undefined;
    if (pending === undefined) return;
    const last = pending;
    pending = undefined;
    say(last);
  }, LEAST_GAP_MS);
}

/** Reads a sentence out to those who listen to the page; of several within 5 s the last one. */
export function announce(sentence: string): void {
  if (timer === undefined) say(sentence);
  else pending = sentence;
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The region that is read out; one in the shell. */
export function Announcements() {
  const shown = useSyncExternalStore(subscribe, () => text);
  return (
    <div aria-live="polite" className="sr-only">
      {shown}
    </div>
  );
}
