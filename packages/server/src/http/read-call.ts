import type { BodyOf, Endpoint, ParamsOf, QueryInputOf } from "@reeve/protocol";
import { type TObject, type TSchema, Type } from "@reeve/protocol/type-builder";
import type { Caller } from "./caller.ts";
import { InvalidRequest } from "./errors.ts";
import { checkPart, UnreadBody } from "./validation.ts";

/** A request as the handler of its endpoint is given it: checked, and in normal form. */
export type Call<E extends Endpoint> = {
  params: ParamsOf<E>;
  query: QueryInputOf<E>;
  body: BodyOf<E>;
  caller: Caller;
  /** `http://host:port` as the client wrote it, for answers that hold URLs. */
  origin: string;
  /** Whether the page that calls was reached by HTTPS, through a proxy too. */
  isSecure: boolean;
};

/** The same before its query and its body are checked; but for a body that was not read, it survives a structured clone. */
export type CallParts = Pick<Call<Endpoint>, "caller" | "origin" | "isSecure"> & {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
};

/** Checks the query and the body against the endpoint; throws an `InvalidRequest` that tells all faults of either. */
export function readCall<E extends Endpoint>(endpoint: E, parts: CallParts): Call<E> {
  const query = endpoint.query ? checked("query", querySchema(endpoint), parts.query) : {};
  const body = endpoint.body && checked("body", endpoint.body.schema, parts.body);
  return { ...parts, query, body } as Call<E>;
}

/** The names of the path's parameters that are ids. */
export const uuidParametersOf = ({ params = {} }: Endpoint): string[] =>
  Object.keys(params).filter((name) => (params[name] as { format?: string }).format === "uuid");

const querySchemas = new WeakMap<Endpoint, TObject>();

function querySchema(endpoint: Endpoint): TObject {
  let schema = querySchemas.get(endpoint);
  if (!schema) {
    schema = Type.Object(endpoint.query ?? {});
    querySchemas.set(endpoint, schema);
  }
  return schema;
}

function checked(part: "body" | "query", schema: TSchema, given: unknown): unknown {
  const { value, faults } = checkPart(part, schema, given);
  if (faults.length > 0) throw new InvalidRequest(faults, given instanceof UnreadBody ? null : given);
  return value;
}
