import { useSyncExternalStore } from "react";

type Notice = { id: number; text: string };

const SHOWN_MS = 4_000;
let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function setNotices(next: readonly Notice[]): void {
  notices = next;
  for (const tell of listeners) tell();
}

/** Shows a sentence for a few seconds at the foot of the page, and reads it out. */
export function toast(text: string): void {
  lastId += 1;
  const id = lastId;
  setNotices([...notices.slice(-2), { id, text }]);
  setTimeout(() => setNotices(notices.filter((notice) => notice.id !== id)), SHOWN_MS);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The place where toasts appear; one in the shell. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => notices);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-50 flex flex-col items-center gap-2 md:bottom-5"
    >
      {shown.map(({ id, text }) => (
        <p key={id} className="animate-rise rounded-lg bg-text px-3 py-1.5 text-canvas text-sm shadow-high">
          {text}
        </p>
      ))}
    </div>
  );
}
