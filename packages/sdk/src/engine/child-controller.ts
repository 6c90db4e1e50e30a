import { setMaxListeners } from "node:events";

/** An AbortController that aborts with its parent, until disposed of. */
export function childController(parent: AbortSignal | undefined): AbortController & Disposable {
  const controller = new AbortController();
  // Every task of a run may listen to the signal: that many listeners are no leak.
  setMaxListeners(0, controller.signal);
  const follow = () => controller.abort(parent?.reason);
  if (parent?.aborted) follow();
  else parent?.addEventListener("abort", follow, { once: true });
  return Object.assign(controller, {
    [Symbol.dispose]: () => parent?.removeEventListener("abort", follow),
  });
}
