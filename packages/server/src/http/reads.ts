import type { AnswerOf, Endpoint } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { JsonText } from "../json-text.ts";
import { type Call, type CallParts, readCall } from "./read-call.ts";

/** An endpoint that only reads, and may take its time: where it is answered is the server's choice. */
export type Read<E extends Endpoint = Endpoint> = {
  readonly endpoint: E;
  readonly answer: (context: ReadContext, call: Call<E>) => Promise<Body<E>> | Body<E>;
};

type Body<E extends Endpoint> = AnswerOf<E> | JsonText<AnswerOf<E>>;

/** Answers a read with JSON, as text or as its bytes. */
export type ReadAnswerer = (read: Read, parts: CallParts) => Promise<string | Buffer>;

/** Declares how an endpoint is answered that lists, counts or looks through many rows. */
export const read = <E extends Endpoint>(endpoint: E, answer: Read<E>["answer"]): Read =>
  // They fit each other here; as one of many reads their own types are no longer known.
  ({ endpoint, answer }) as unknown as Read;

/** Checks the request and answers it, in this thread. */
export async function answerRead(
  { endpoint, answer }: Read,
  context: ReadContext,
  parts: CallParts,
): Promise<string> {
  const body = await answer(context, readCall(endpoint, parts));
  return body instanceof JsonText ? body.text : JSON.stringify(body);
}
