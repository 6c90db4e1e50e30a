import type { StateDetails } from "@reeve/protocol";
import { type CompleteStateDetails, completeDetails } from "../orchestration/mint-state.ts";

/** What every detail is that nothing is said about: only other values are stored, as most states have two of eighteen. */
const UNSAID: CompleteStateDetails = completeDetails({});

/** The text that a state's details are stored as. */
export function toDetailsText(details: StateDetails): string {
  const said: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(details)) {
    if (value !== UNSAID[key as keyof StateDetails]) said[key] = value;
  }
  return JSON.stringify(said);
}

/** The details that such a text stands for, every one of them present. */
export const readDetails = (text: string): CompleteStateDetails => ({ ...UNSAID, ...JSON.parse(text) });
