import type { LiveChange, LiveTopic } from "@reeve/protocol";
import { useEffect, useEffectEvent } from "react";
import { live } from "./live.ts";

/**
 * Hands on what changes under a topic while the component is shown, in the order of commits, at most ten
 * batches a second. `onStale` asks to read again what was read before: when the subscription has begun, when
 * too much was missed, and every 15 s while there is no socket.
 */
export function useLiveTopic(
  topic: LiveTopic,
  onChanges: (changes: readonly LiveChange[]) => void,
  onStale: () => void = () => {},
): void {
  const handleChanges = useEffectEvent(onChanges);
  const handleStale = useEffectEvent(onStale);
  useEffect(
    () =>
      live.listen(topic, {
        onChanges: (changes) => handleChanges(changes),
        onStale: () => handleStale(),
      }),
    [topic],
  );
}
