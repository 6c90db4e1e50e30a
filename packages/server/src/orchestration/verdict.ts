import type { OrchestrationResult, State } from "@reeve/protocol";

/** What became of a proposed state; `write` is everything the caller has to store. */
export type Verdict<Write extends { readonly state: State }> =
  | { readonly kind: "accept"; readonly write: Write }
  | { readonly kind: "reject"; readonly reason: string; readonly write: Write | null }
  | { readonly kind: "wait"; readonly reason: string; readonly delaySeconds: number }
  | { readonly kind: "abort"; readonly reason: string };

/** The answer a client gets; it shows the current state wherever none was written. */
export function toOrchestrationResult(
  verdict: Verdict<{ readonly state: State }>,
  current: State | null,
): OrchestrationResult {
  switch (verdict.kind) {
    case "accept":
      return { state: verdict.write.state, status: "ACCEPT", details: { type: "accept_details" } };
    case "reject": {
      const details = { type: "reject_details" as const, reason: verdict.reason };
      return { state: verdict.write?.state ?? current, status: "REJECT", details };
    }
    case "wait": {
      const { delaySeconds: delay_seconds, reason } = verdict;
      return { state: current, status: "WAIT", details: { type: "wait_details", delay_seconds, reason } };
    }
    case "abort":
      return { state: current, status: "ABORT", details: { type: "abort_details", reason: verdict.reason } };
  }
}
