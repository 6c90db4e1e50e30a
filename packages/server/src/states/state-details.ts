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

const UNSAID_TEXT = JSON.stringify(UNSAID);
const UNSAID_MEMBERS = Object.entries(UNSAID).map(
  ([key, value]) => [key, `,"${key}":${JSON.stringify(value)}`] as const,
);

/** The JSON of the details that such a text stands for, every one of them present. */
export function completeDetailsText(text: string): string {
  if (text === "{}") return UNSAID_TEXT;
  const said = JSON.parse(text);
  let members = text.slice(0, -1);
  for (const [key, member] of UNSAID_MEMBERS) if (!(key in said)) members += member;
  return `${members}}`;
}

/** The details that such a text stands for, every one of them present. */
export const readDetails = (text: string): CompleteStateDetails => ({ ...UNSAID, ...JSON.parse(text) });
