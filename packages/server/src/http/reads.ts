import type { AnswerOf, Endpoint } from "@reeve/protocol";
import type { Static, TSchema } from "@reeve/protocol/type-builder";
import type { ReadContext } from "../context.ts";
import { JsonText } from "../json-text.ts";
import { type Call, type CallParts, readCall } from "./read-call.ts";

/** An endpoint that only reads, and may take its time: where it is answered is the server's choice. */
export type Read<E extends Endpoint = Endpoint> = {
  readonly endpoint: E;
  readonly answer: (context: ReadContext, call: Call<E>) => Promise<Body<E>> | Body<E>;
  readonly near?: Near;
};

/**
 * What of a read is answered where its request came in, as that takes less than handing it to a thread: bodies that
 * ask for nothing but what `asked` names. The answer is looked for with prepared queries that stop at a number of rows
 * known beforehand; undefined says that there are more of them, or more to be asked, and leaves it to a thread.
 */
export type Near<E extends Endpoint = Endpoint, S extends TSchema = TSchema> = {
  readonly asked: S;
  readonly answer: (
    context: ReadContext,
    body: Static<S>,
  ) => Promise<AnswerOf<E> | undefined> | AnswerOf<E> | undefined;
};

type Body<E extends Endpoint> = AnswerOf<E> | JsonText<AnswerOf<E>>;

/** Bytes in memory that others write into again once they are given back. */
export class LentBytes {
  readonly bytes: Buffer;
  readonly giveBack: () => void;

  constructor(bytes: Buffer, giveBack: () => void) {
    this.bytes = bytes;
    this.giveBack = giveBack;
  }
}

/** JSON, as text or as its bytes. */
export type ReadAnswer = string | Buffer | LentBytes;

export type ReadAnswerer = (read: Read, parts: CallParts) => Promise<ReadAnswer>;

/** Declares how an endpoint is answered that lists, counts or looks through many rows, and what of it is near. */
export const read = <E extends Endpoint, S extends TSchema>(
  endpoint: E,
  answer: Read<E>["answer"],
  near?: Near<E, S>,
): Read =>
  // They fit each other here; as one of many reads their own types are no longer known.
  ({ endpoint, answer, near }) as unknown as Read;

/** Checks the request and answers it, in this thread. */
export async function answerRead(
  { endpoint, answer }: Read,
  context: ReadContext,
  parts: CallParts,
): Promise<string> {
  const body = await answer(context, readCall(endpoint, parts));
  return body instanceof JsonText ? body.text : JSON.stringify(body);
}
