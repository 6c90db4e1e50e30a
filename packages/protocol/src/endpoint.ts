import type { Static, TObject, TProperties, TSchema } from "./type-builder.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One call of the API. Routes, the typed client and the OpenAPI document are all made from this value,
 * so none of them can disagree.
 *
 * `path` is relative to `/api`, with parameters as `:name`.
 * `body` is one of two kinds. A `parameters` body is a bag of independent arguments: unknown keys are ignored,
 * and an absent body is an empty one. A `model` body is one value, taken as it is.
 * In both, `null` for an optional top-level field whose schema has no null means "not given".
 * `answers` maps each success status to its body's schema (null: no body).
 */
export type Endpoint = {
  readonly name: string;
  readonly group: string;
  readonly summary: string;
  readonly method: Method;
  readonly path: string;
  readonly params?: Readonly<Record<string, TSchema>>;
  readonly query?: TProperties;
  readonly body?: { readonly kind: "parameters" | "model"; readonly schema: TSchema };
  readonly answers: Readonly<Record<number, TSchema | null>>;
  /** The body's numbers keep their spelling, or those of its parameters: Python gets the `1.0` back that it sent. */
  readonly keepsNumbers?: true | "parameters";
  /** Nothing of the body may be repeated to anybody, not even in an answer that refuses it. */
  readonly holdsSecrets?: true;
  /** Media type of the answer when it is not JSON. */
  readonly mediaType?: string;
};

/** Declares an endpoint, keeping its exact types for the route and the client. */
export const endpoint = <const E extends Endpoint>(definition: E): E => definition;

type StaticProperties<P> = { [K in keyof P]: P[K] extends TSchema ? Static<P[K]> : never };
type QueryOf<P extends TProperties> = Static<TObject<P>>;

export type ParamsOf<E extends Endpoint> =
  E["params"] extends Record<string, TSchema> ? StaticProperties<E["params"]> : Record<never, never>;
export type QueryInputOf<E extends Endpoint> = E["query"] extends TProperties
  ? QueryOf<E["query"]>
  : Record<never, never>;
export type BodyOf<E extends Endpoint> = E["body"] extends { schema: infer S extends TSchema }
  ? Static<S>
  : undefined;
type AnswerSchema<E extends Endpoint> = E["answers"][keyof E["answers"]];
export type AnswerOf<E extends Endpoint> =
  AnswerSchema<E> extends infer S ? (S extends TSchema ? Static<S> : S extends null ? null : never) : never;

/** A body made of independent arguments. */
export const parameters = <S extends TSchema>(schema: S) => ({ kind: "parameters", schema }) as const;

/** A body that is one value. */
export const model = <S extends TSchema>(schema: S) => ({ kind: "model", schema }) as const;
