import { addSeconds, type CompoundTrigger, type SequenceTrigger, type Timestamp } from "@reeve/protocol";

export type CompositeTrigger = CompoundTrigger | SequenceTrigger;

/** The last firing of one of a composite's triggers; `order` tells apart those of one instant. */
export type ChildFiring = { readonly triggerId: string; readonly at: Timestamp; readonly order: number };

/** What is kept of the firings, and those that made the composite fire, if it did. */
export type CompositeOutcome<F extends ChildFiring> = { readonly kept: F[]; readonly fired?: F[] };

/**
 * Adds a firing of a child to those that count. A compound fires when enough of its triggers have, a sequence when all
 * have in their order; within a time, if it is given. Then it begins anew.
 */
export function addChildFiring<F extends ChildFiring>(
  trigger: CompositeTrigger,
  known: readonly F[],
  next: F,
): CompositeOutcome<F> {
  if (firingsNeeded(trigger) === 1) return { kept: [...known], fired: [next] };
  // Of each child the newest firing counts; one that comes late, after a newer one, does not.
  if (known.some((firing) => firing.triggerId === next.triggerId && isLater(firing, next))) {
    return { kept: [...known] };
  }
  const others = known.filter(
    (firing) => firing.triggerId !== next.triggerId && isInTime(trigger, firing, next),
  );
  const firings = [...others, next];
  if (!isComplete(trigger, firings)) return { kept: firings };
  return { kept: [], fired: firings.toSorted((a, b) => (isLater(a, b) ? 1 : -1)) };
}

const firingsNeeded = (trigger: CompositeTrigger): number => {
  if (trigger.type === "sequence" || trigger.require === "all") return trigger.triggers.length;
  return trigger.require === "any" ? 1 : trigger.require;
};

function isComplete(trigger: CompositeTrigger, firings: readonly ChildFiring[]): boolean {
  if (firings.length < firingsNeeded(trigger)) return false;
  if (trigger.type === "compound") return true;
  const inOrder = firings.toSorted((a, b) => (isLater(a, b) ? 1 : -1));
  return trigger.triggers.every(({ id }, index) => inOrder[index]?.triggerId === id);
}

/** A firing too long before the newest one counts no more. */
const isInTime = ({ within }: CompositeTrigger, firing: ChildFiring, next: ChildFiring): boolean =>
  within === null || firing.at >= addSeconds(next.at, -within);

const isLater = (a: ChildFiring, b: ChildFiring): boolean =>
  a.at > b.at || (a.at === b.at && a.order > b.order);
