import { hasPersistedResult } from "@reeve/protocol";
import type { FlowRunRule } from "../flow-run-transition.ts";

/** Even a forced state does not make a completed run lose its stored result. */
export const protectStoredResult: FlowRunRule = {
  name: "protect-stored-result",
  from: ["COMPLETED"],
  to: ["COMPLETED"],
  decide({ current, proposed }) {
    if (current === null || !hasPersistedResult(current) || hasPersistedResult(proposed)) return null;
    return { kind: "reject", reason: "The new state would lose the run's stored result." };
  },
};
