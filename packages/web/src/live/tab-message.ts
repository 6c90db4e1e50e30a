import type { LiveMessage, LiveTopic } from "@reeve/protocol";
import type { LiveStatus } from "./live-status.ts";

/** What the tabs of one browser tell each other, so that one socket serves them all. */
export type TabMessage =
  /** A tab's topics and how far it has heard of each; replaces what it said before. */
  | { kind: "wants"; tab: string; topics: readonly (readonly [LiveTopic, string | null])[] }
  | { kind: "gone"; tab: string }
  /** A tab has taken over the socket: the others say again what they want. */
  | { kind: "leader" }
  | { kind: "status"; status: LiveStatus }
  /** From the server; without `to`, for every tab. */
  | { kind: "message"; message: LiveMessage; to?: string };
