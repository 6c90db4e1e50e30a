import { onAbort } from "./on-abort.ts";

/** An AbortController that aborts with its parent, until disposed of. */
export function childController(parent: AbortSignal | undefined): AbortController & Disposable {
  const controller = new AbortController();
  const release = parent ? onAbort(parent, () => controller.abort(parent.reason)) : () => {};
  return Object.assign(controller, { [Symbol.dispose]: release });
}
