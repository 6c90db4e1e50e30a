import type { EventsSocket } from "@reeve/client";
import type { Resource } from "@reeve/protocol";
import { newId } from "@reeve/protocol/ids";
import { currentTimestamp } from "@reeve/protocol/timestamp";

/**
 * Says every so often, from now on, that the flow run is alive: the server marks a run Crashed whose process fell
 * silent. Never holds the process; `everySeconds` 0 says nothing.
 * `related` names the flow run first, as all its events do.
 */
export function sendHeartbeats(
  events: Pick<EventsSocket, "emit">,
  related: readonly Resource[],
  everySeconds: number,
): Disposable {
  const [flowRun, ...others] = related;
  if (!flowRun || everySeconds === 0) return { [Symbol.dispose]() {} };
  const { "prefect.resource.role": _, ...resource } = flowRun;
  const beat = () =>
    events.emit({
      id: newId(),
      occurred: currentTimestamp(),
      event: "prefect.flow-run.heartbeat",
      resource,
      related: others,
      payload: { every_seconds: everySeconds },
      follows: null,
    });
  beat();
  const timer = setInterval(beat, everySeconds * 1000).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
