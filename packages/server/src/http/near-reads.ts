import type { TSchema } from "@reeve/protocol/type-builder";
import type { ReadContext } from "../context.ts";
import { SchemaCompiler } from "./compile-schema.ts";
import { nearSchema } from "./near-schema.ts";
import type { CallParts } from "./read-call.ts";
import type { Near, Read } from "./reads.ts";
import { isRecord, withoutSurplusNulls } from "./validation.ts";

const compiler = new SchemaCompiler({ coerces: false, isSilent: true });
const schemas = new WeakMap<Near, TSchema>();

function schemaOf(near: Near, whole: TSchema): TSchema {
  let schema = schemas.get(near);
  if (!schema) {
    schema = nearSchema(whole, near.asked);
    schemas.set(near, schema);
  }
  return schema;
}

/** Answers what is near; undefined for what is not. */
export async function answerNear(
  { endpoint, near }: Read,
  context: ReadContext,
  { body }: CallParts,
): Promise<string | undefined> {
  const whole = endpoint.body?.schema;
  if (!near || !whole || !isRecord(body)) return undefined;
  const given = withoutSurplusNulls(whole, body);
  if (!compiler.compile(schemaOf(near, whole))(given)) return undefined;
  const answer = await near.answer(context, given as never);
  return answer === undefined ? undefined : JSON.stringify(answer);
}
