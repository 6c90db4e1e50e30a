import { apiSocketUrl, basePath } from "../api/base-url.ts";
import { LiveHub } from "./live-hub.ts";

const pageCursor = document.querySelector<HTMLMetaElement>('meta[name="reeve-cursor"]')?.content ?? null;
const openSocket = () => new WebSocket(apiSocketUrl("/ui/stream"));

function startHub(): LiveHub {
  const name = `reeve-live:${basePath()}`;
  // Locks exist on HTTPS and on localhost only.
  if (!navigator.locks || !("BroadcastChannel" in window)) return new LiveHub({ openSocket, pageCursor });
  const whenLeader = (lead: () => void) => {
    // Held for as long as the tab lives: the browser passes the lock on when the tab goes.
    void navigator.locks.request(name, () => {
      lead();
      return new Promise<never>(() => {});
    });
  };
  return new LiveHub({ openSocket, pageCursor, tabs: { channel: new BroadcastChannel(name), whenLeader } });
}

/** The tab's live changes. */
export const live = startHub();

addEventListener("online", () => live.retryNow());
addEventListener("pagehide", () => live.leave());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) live.retryNow();
});
