import type { StateType } from "@reeve/protocol";
import { STATE_TYPES } from "@reeve/protocol/state-types";

/** A state one can ask for: a type, or one of the names that runs have beside their type's own. */
export type StateWord = { word: string; type: StateType; name?: string };

const NAMED: readonly StateWord[] = [
  { word: "late", type: "SCHEDULED", name: "Late" },
  { word: "awaiting-retry", type: "SCHEDULED", name: "AwaitingRetry" },
  { word: "awaiting-concurrency-slot", type: "SCHEDULED", name: "AwaitingConcurrencySlot" },
  { word: "retrying", type: "RUNNING", name: "Retrying" },
  { word: "suspended", type: "PAUSED", name: "Suspended" },
  { word: "timed-out", type: "FAILED", name: "TimedOut" },
  { word: "cached", type: "COMPLETED", name: "Cached" },
  { word: "rolled-back", type: "COMPLETED", name: "RolledBack" },
];

/** Every state word, types first. */
export const STATE_WORDS: readonly StateWord[] = [
  ...STATE_TYPES.map((type) => ({ word: type.toLowerCase(), type })),
  ...NAMED,
];

const plain = (text: string) => text.toLowerCase().replaceAll(/[-_ ]/g, "");

/** The state a word means, however it is spelt: `Late`, `AwaitingRetry`, `awaiting_retry`, `canceled`. */
export function stateWord(text: string): StateWord | undefined {
  const sought = plain(text)
    .replace(/^canceled$/, "cancelled")
    .replace(/^canceling$/, "cancelling");
  return STATE_WORDS.find(({ word }) => plain(word) === sought);
}
