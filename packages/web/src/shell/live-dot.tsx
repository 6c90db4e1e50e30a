import { clsx } from "clsx";
import { Tooltip } from "../components/tooltip.tsx";
import { type Connection, useConnection } from "./use-connection.ts";

const LOOKS: Readonly<Record<Connection, { word: string; hint: string; dot: string }>> = {
  connecting: { word: "Connecting", hint: "Waiting for the server's first answer.", dot: "bg-late-fill" },
  live: { word: "Live", hint: "The server sends each change as it happens.", dot: "bg-completed-fill" },
  polling: {
    word: "Polling",
    hint: "The connection for live changes was lost. It is tried again by itself; meanwhile the page asks every 15 s.",
    dot: "bg-late-fill",
  },
  lost: {
    word: "Offline",
    hint: "The server does not answer. It is tried again by itself.",
    dot: "bg-failed-fill",
  },
};

/** How fresh the page is, as a dot and a word. */
export function LiveDot() {
  const { word, hint, dot } = LOOKS[useConnection()];
  return (
    <Tooltip content={hint}>
      <span role="status" className="flex h-7 items-center gap-1.5 px-1.5 text-text-soft text-xs">
        <span aria-hidden="true" className={clsx("size-2 rounded-full forced-color-adjust-none", dot)} />
        {word}
      </span>
    </Tooltip>
  );
}
