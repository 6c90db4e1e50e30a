/**
 * JSON Schemas that carry the TypeScript type of what fits them. Only what this wire needs: a library of the kind is
 * some hundred modules, loaded at every start of a server to build these few shapes.
 */
export type TSchema<T = unknown> = { readonly [keyword: string]: unknown } & { readonly "~static"?: T };

/** The type of the values that fit a schema. */
export type Static<S> = S extends { readonly "~static"?: infer T } ? T : never;

/** Marks a field that may be absent; kept off the schema's own keywords. */
export type TOptional<S extends TSchema> = S & { readonly "~optional": true };
export type TProperties = Readonly<Record<string, TSchema>>;

export type TObject<P extends TProperties = TProperties> = TSchema<StaticObject<P>> & {
  readonly type: "object";
  readonly properties: P;
  readonly required?: readonly string[];
};

type OptionalKeys<P> = { [K in keyof P]: P[K] extends { readonly "~optional": true } ? K : never }[keyof P];
type StaticObject<P> = Simplify<
  { -readonly [K in Exclude<keyof P, OptionalKeys<P>>]: Static<P[K]> } & {
    -readonly [K in OptionalKeys<P>]?: Static<P[K]>;
  }
>;
type Simplify<T> = { [K in keyof T]: T[K] };
type StaticTuple<I extends readonly TSchema[]> = { -readonly [K in keyof I]: Static<I[K]> };

type Keywords = Readonly<Record<string, unknown>>;

const of = <T>(schema: Keywords): TSchema<T> => schema;

/** True for a field that may be absent. */
export const isOptional = (schema: TSchema): boolean => "~optional" in schema;

/** Builds schemas; `keywords` are further JSON Schema keywords such as `minimum` or `title`. */
export const Type = {
  String: (keywords: Keywords = {}) => of<string>({ type: "string", ...keywords }),
  Integer: (keywords: Keywords = {}) => of<number>({ type: "integer", ...keywords }),
  Number: (keywords: Keywords = {}) => of<number>({ type: "number", ...keywords }),
  Boolean: (keywords: Keywords = {}) => of<boolean>({ type: "boolean", ...keywords }),
  Null: () => of<null>({ type: "null" }),
  Unknown: () => of<unknown>({}),
  Literal: <const T extends string | number | boolean>(value: T) =>
    of<T>({ const: value, type: typeof value }),
  Array: <S extends TSchema>(items: S, keywords: Keywords = {}) =>
    of<Static<S>[]>({ type: "array", items, ...keywords }),
  /** An array of fixed length with a schema for each place. */
  Tuple: <const I extends readonly TSchema[]>(items: I) =>
    of<StaticTuple<I>>({
      type: "array",
      prefixItems: items,
      items: false,
      minItems: items.length,
      maxItems: items.length,
    }),
  Record: <K extends string, S extends TSchema>(_key: TSchema<K>, value: S) =>
    of<Record<K, Static<S>>>({ type: "object", additionalProperties: value }),
  Union: <const U extends readonly TSchema[]>(anyOf: U) => of<Static<U[number]>>({ anyOf }),
  /** A schema whose type TypeScript is told rather than finds out. */
  Unsafe: <T>(schema: Keywords) => of<T>(schema),
  /** A field that may be absent. */
  Optional: <S extends TSchema>(schema: S): TOptional<S> =>
    Object.defineProperty({ ...schema }, "~optional", { value: true, enumerable: false }) as TOptional<S>,
  Object: <P extends TProperties>(properties: P, keywords: Keywords = {}): TObject<P> => {
    const required = Object.keys(properties).filter((name) => !isOptional(properties[name]!));
    return {
      type: "object",
      properties,
      ...(required.length > 0 && { required }),
      ...keywords,
    } as TObject<P>;
  },
};
