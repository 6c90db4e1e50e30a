import { addSeconds, type Resource, secondsBetween, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { getEvents } from "../events/reading-place.ts";
import { ActionFailed, type ActionResult } from "./actions/action-failed.ts";
import { performAction } from "./actions/perform-action.ts";
import { templateRenderer } from "./actions/render-templates.ts";
import { actionEvents, type Invocation } from "./invocation.ts";
import { claimInvocationRows, deleteInvocation, updateInvocationDue } from "./queries.ts";

// Longer than any action may take: who has not done it by then has died.
const CLAIM_SECONDS = 120;
const AT_ONCE = 20;
const RETRY_SECONDS = [1, 5, 25, 60];
// Beyond this an event no longer says what it follows: readers would wait in vain for the earlier one.
const FOLLOWS_WITHIN_SECONDS = 300;

type Claimed = { readonly invocation: Invocation; readonly attempts: number };

/** Does the actions whose time has come, several at once; true when there may be more. */
export async function runActions(context: Context): Promise<boolean> {
  const rows = await context.db.write((transaction) => {
    const now = context.now();
    return claimInvocationRows(transaction, now, addSeconds(now, CLAIM_SECONDS), AT_ONCE);
  });
  const claimed = rows.map(({ invocation, attempts }) => ({ invocation: JSON.parse(invocation), attempts }));
  await Promise.all(claimed.map((one) => runAction(context, one)));
  return rows.length === AT_ONCE;
}

async function runAction(context: Context, claimed: Claimed): Promise<void> {
  const { invocation, attempts } = claimed;
  try {
    const result = await perform(context, invocation);
    await finish(context, invocation, "executed", result);
  } catch (error) {
    const failure = asFailure(error);
    const delay = failure.isPassing ? RETRY_SECONDS[attempts - 1] : undefined;
    if (!(error instanceof ActionFailed)) logBreak(context, invocation, error);
    if (delay === undefined) return fail(context, invocation, attempts, failure);
    const due = addSeconds(context.now(), delay);
    await context.db.write((transaction) => updateInvocationDue(transaction, invocation.id, due));
  }
}

/** Does an action once, whatever comes of it, and tells it in events; answers why it failed, if it did. */
export async function runOnce(context: Context, invocation: Invocation): Promise<ActionFailed | undefined> {
  try {
    await finish(context, invocation, "executed", await perform(context, invocation));
    return undefined;
  } catch (error) {
    const failure = asFailure(error);
    if (!(error instanceof ActionFailed)) logBreak(context, invocation, error);
    await fail(context, invocation, 1, failure);
    return failure;
  }
}

function logBreak({ log }: Context, { action }: Invocation, error: unknown): void {
  log.error("An action of an automation broke off", { action: action.type, error: String(error) });
}

async function perform(context: Context, invocation: Invocation): Promise<ActionResult> {
  const { triggeringEventId } = invocation;
  const ids = triggeringEventId ? [triggeringEventId] : [];
  const event = (await getEvents(context.db.reader, ids)).get(triggeringEventId ?? "");
  const render = templateRenderer(context, invocation, event);
  return performAction({ context, invocation, event, render }, invocation.action);
}

const asFailure = (error: unknown): ActionFailed =>
  error instanceof ActionFailed
    ? error
    : new ActionFailed("The server could not do it; its log says why.", {}, true);

function fail(
  context: Context,
  invocation: Invocation,
  attempts: number,
  { message, result }: ActionFailed,
): Promise<void> {
  const tries = attempts > 1 ? { attempts } : {};
  const details = { reason: message, ...tries, ...result.details };
  return finish(context, invocation, "failed", { ...result, details });
}

/** Tells what became of an action, and forgets it, together. */
async function finish(
  context: Context,
  invocation: Invocation,
  outcome: "executed" | "failed",
  { details = {}, related = [], events = [] }: ActionResult,
): Promise<void> {
  await context.db.write(async (transaction) => {
    const now = context.now();
    const ids = invocation.triggeringEventId ? [invocation.triggeringEventId] : [];
    const [triggering] = (await getEvents(transaction, ids)).values();
    const follows = triggering && isRecent(triggering.occurred, invocation.triggered) ? triggering.id : null;
    await deleteInvocation(transaction, invocation.id);
    await appendEvents(transaction, [
      ...events,
      ...actionEvents(invocation, outcome, { details, related: uniqueOf(related), now, follows }),
    ]);
  });
  context.wakeReaders();
}

const isRecent = (occurred: Timestamp, triggered: Timestamp): boolean =>
  Math.abs(secondsBetween(occurred, triggered)) < FOLLOWS_WITHIN_SECONDS;

const uniqueOf = (resources: readonly Resource[]): Resource[] => [
  ...new Map(resources.map((resource) => [JSON.stringify(resource), resource])).values(),
];
