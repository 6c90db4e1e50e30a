import type { State, StateType, Timestamp } from "@reeve/protocol";
import type { Proposal } from "./mint-state.ts";

/** What every rule is told; the caller loads it, so that rules need no database and no clock. */
export type Transition<Run> = {
  /** The run with the changes that earlier rules of the policy made to it. */
  readonly run: Run;
  /** The state the run is in; null before its first. */
  readonly current: State | null;
  /** The proposed state with the changes that earlier rules of the policy made to it. */
  readonly proposed: Proposal;
  /** The id the new state will have, if one is written. */
  readonly stateId: string;
  readonly now: Timestamp;
};

/** The run that a transition is about. */
export type RunOf<T> = T extends Transition<infer Run> ? Run : never;

/** Types a rule applies to; `null` among them stands for a run that has no state yet, and "any" includes it. */
export type StateSet = "any" | readonly (StateType | null)[];

/** What rules ask for that is not in the run's own row. */
export type Asked = "deployment-limit" | "tag-limits" | "cached-state";

/** What one rule says about a transition. */
export type Decision<Run> =
  /** Let it pass, changed. `afterwards` holds changes to the run that bookkeeping must not see yet. */
  | {
      readonly kind: "amend";
      readonly proposed?: Proposal;
      readonly run?: Partial<Run>;
      readonly afterwards?: Partial<Run>;
    }
  /** Refuse it; with a replacement, that state is written instead. */
  | {
      readonly kind: "reject";
      readonly reason: string;
      readonly replacement?: Proposal;
      readonly run?: Partial<Run>;
    }
  /** Ask the client to propose it again later. */
  | { readonly kind: "wait"; readonly reason: string; readonly delaySeconds: number }
  /** Tell the client to stop working on this run. */
  | { readonly kind: "abort"; readonly reason: string };

/** One thing that is protected whenever a run changes state. */
export type Rule<T extends Transition<unknown>> = {
  readonly name: string;
  readonly from: StateSet;
  readonly to: StateSet;
  /** What it has to be told besides the run; it is loaded only where a rule that asks for it may be met. */
  readonly asksFor?: Asked;
  /** The rule's decision, or null when it has nothing to object or to change. */
  decide(transition: T): Decision<RunOf<T>> | null;
};

/** A rule that holds for flow runs and task runs alike. */
export type AnyRunRule = Rule<Transition<unknown>>;

/** A state that may be written, with the run as the rules left it. */
export type Permit<Run> = {
  readonly proposed: Proposal;
  readonly run: Run;
  readonly afterwards: Partial<Run>;
};

/** What a whole policy says about a transition. */
export type Ruling<Run> =
  | { readonly kind: "accept"; readonly permit: Permit<Run> }
  | { readonly kind: "reject"; readonly reason: string; readonly permit: Permit<Run> | null }
  | { readonly kind: "wait"; readonly reason: string; readonly delaySeconds: number }
  | { readonly kind: "abort"; readonly reason: string };

/**
 * Asks the rules in their order. Each sees what the ones before it changed; the first that refuses ends the matter,
 * and nothing that earlier rules changed remains.
 */
export function decide<T extends Transition<object>>(
  policy: readonly Rule<T>[],
  transition: T,
): Ruling<RunOf<T>> {
  const from = transition.current?.type ?? null;
  const to = transition.proposed.type;
  const original = transition.run as RunOf<T>;
  let seen = transition;
  let afterwards: Partial<RunOf<T>> = {};
  for (const rule of policy) {
    if (!includes(rule.from, from) || !includes(rule.to, to)) continue;
    const decision = rule.decide(seen);
    if (decision === null) continue;
    if (decision.kind === "reject") {
      const { reason, replacement: proposed } = decision;
      const run = { ...original, ...decision.run };
      return { kind: "reject", reason, permit: proposed ? { proposed, run, afterwards: {} } : null };
    }
    if (decision.kind !== "amend") return decision;
    seen = { ...seen, proposed: decision.proposed ?? seen.proposed, run: { ...seen.run, ...decision.run } };
    afterwards = { ...afterwards, ...decision.afterwards };
  }
  return { kind: "accept", permit: { proposed: seen.proposed, run: seen.run as RunOf<T>, afterwards } };
}

/** Whether a rule that the transition meets asks for that. */
export const isAskedFor = (
  asked: Asked,
  policy: readonly Pick<Rule<never>, "from" | "to" | "asksFor">[],
  from: StateType | null,
  to: StateType,
): boolean =>
  policy.some((rule) => rule.asksFor === asked && includes(rule.from, from) && includes(rule.to, to));

const includes = (set: StateSet, type: StateType | null): boolean => set === "any" || set.includes(type);
