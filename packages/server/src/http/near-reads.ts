import type { ReadContext } from "../context.ts";
import { asksOnly } from "./asks-only.ts";
import type { CallParts } from "./read-call.ts";
import type { Read } from "./reads.ts";
import { isRecord, withoutSurplusNulls } from "./validation.ts";

/** Answers what is near; undefined for what is not. */
export async function answerNear(
  { endpoint, near }: Read,
  context: ReadContext,
  { body }: CallParts,
): Promise<string | undefined> {
  const whole = endpoint.body?.schema;
  if (!near || !whole || !isRecord(body)) return undefined;
  const given = withoutSurplusNulls(whole, body);
  if (!asksOnly(whole, near.asked, given)) return undefined;
  const answer = await near.answer(context, given as never);
  return answer === undefined ? undefined : JSON.stringify(answer);
}
