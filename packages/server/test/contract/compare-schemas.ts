import { type Alternative, alternativesOf } from "./alternatives.ts";
import type { OpenApiDocument, Schema } from "./openapi-types.ts";

/** Where our description differs from the wire's, and how: a component's field, or a place in an operation. */
export type Difference = { readonly at: string; readonly is: string };

export type Documents = { readonly ours: OpenApiDocument; readonly theirs: OpenApiDocument };
type Side = "request" | "answer";

/** Compares schemas of a request or of an answer, each pair of components once. */
export class SchemaComparison {
  readonly #documents: Documents;
  readonly #seen = new Set<string>();

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  compare(side: Side, at: string, ours: Schema, theirs: Schema, isOptional = false): Difference[] {
    const mine = alternativesOf(this.#documents.ours, ours);
    const wanted = alternativesOf(this.#documents.theirs, theirs);
    if (side === "answer" && wanted.some(({ kind }) => kind === "any")) return [];
    const kinds = kindDifference(side, at, mine, wanted, isOptional);
    return [
      ...kinds,
      ...(side === "request" ? defaultDifference(at, ours, theirs) : []),
      ...pairs(mine, wanted).flatMap(([one, other]) => this.#compareAlternatives(side, at, one, other)),
    ];
  }

  #compareAlternatives(side: Side, at: string, mine: Alternative, wanted: Alternative): Difference[] {
    // Bodies of several arguments are components too, under names that nobody would look for.
    const isNamed = wanted.name !== "" && !wanted.name.startsWith("Body_");
    const place = isNamed ? wanted.name : at;
    if (isNamed) {
      const pair = `${side} ${mine.name} ${wanted.name}`;
      if (this.#seen.has(pair)) return [];
      this.#seen.add(pair);
    }
    if (wanted.kind === "object") return this.#compareObjects(side, place, mine.schema, wanted.schema);
    if (wanted.kind === "array") return this.#compareLists(side, place, mine.schema, wanted.schema);
    return keywordDifferences(side, place, mine.schema, wanted.schema);
  }

  #compareObjects(side: Side, at: string, ours: Schema, theirs: Schema): Difference[] {
    const [fields, wantedFields] = [fieldsOf(ours), fieldsOf(theirs)];
    const [required, wantedRequired] = [requiredOf(ours), requiredOf(theirs)];
    const names = new Set([...Object.keys(wantedFields), ...Object.keys(fields)]);
    const inFields = [...names].flatMap((name): Difference[] => {
      const [field, wantedField] = [fields[name], wantedFields[name]];
      const place = `${at}.${name}`;
      if (!wantedField) return [{ at: place, is: "is a field that the wire has not" }];
      if (!field) return [{ at: place, is: "is missing" }];
      return [
        ...requiredDifference(side, place, required.has(name), wantedRequired.has(name)),
        ...this.compare(side, place, field, wantedField, !required.has(name)),
      ];
    });
    return [...inFields, ...this.#compareFurtherFields(side, at, ours, theirs)];
  }

  /** Fields that are not named: refused, or of some schema. */
  #compareFurtherFields(side: Side, at: string, ours: Schema, theirs: Schema): Difference[] {
    const [mine, wanted] = [ours.additionalProperties ?? true, theirs.additionalProperties ?? true];
    if (isSchema(mine) && isSchema(wanted)) return this.compare(side, `${at}.*`, mine, wanted);
    if (side === "answer" || mine === wanted) return [];
    if (isSchema(mine) || isSchema(wanted)) {
      return [mine, wanted].some((one) => isSchema(one) && Object.keys(one).length > 0)
        ? [{ at, is: `takes further fields as ${JSON.stringify(mine)}, not as ${JSON.stringify(wanted)}` }]
        : [];
    }
    return [{ at, is: mine ? "takes fields that it does not name" : "refuses fields that it does not name" }];
  }

  #compareLists(side: Side, at: string, ours: Schema, theirs: Schema): Difference[] {
    const [items, wantedItems] = [itemsOf(ours), itemsOf(theirs)];
    const differences = wantedItems.flatMap((wanted, place) =>
      this.compare(side, `${at}[]`, items[place] ?? items.at(-1) ?? {}, wanted),
    );
    return [...keywordDifferences(side, at, ours, theirs), ...differences];
  }
}

const fieldsOf = (schema: Schema) => (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
const requiredOf = (schema: Schema) => new Set((schema.required ?? []) as readonly string[]);
const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null;

/** The schema of all items, or those of each place in a list of fixed length. */
function itemsOf(schema: Schema): readonly Schema[] {
  if (Array.isArray(schema.prefixItems)) return schema.prefixItems;
  return isSchema(schema.items) ? [schema.items] : [];
}

/**
 * Clients send null for every optional field, whatever its schema says; the wire's rule takes it for "not given".
 * And an answer that is never null keeps the promise of one that may be.
 */
function kindDifference(
  side: Side,
  at: string,
  mine: readonly Alternative[],
  wanted: readonly Alternative[],
  isOptional: boolean,
): Difference[] {
  const kinds = new Set(mine.map(({ kind }) => kind));
  const wantedKinds = new Set(wanted.map(({ kind }) => kind));
  if (side === "request" && isOptional) for (const set of [kinds, wantedKinds]) set.delete("null");
  if (side === "answer" && !kinds.has("null")) wantedKinds.delete("null");
  const words = (set: Set<string>) => [...set].sort().join(" or ");
  if (words(kinds) === words(wantedKinds)) return [];
  return [{ at, is: `is ${words(kinds)}, not ${words(wantedKinds)}` }];
}

/** An answer that always has a field keeps every promise of one that may leave it out. */
function requiredDifference(side: Side, at: string, isRequired: boolean, isWanted: boolean): Difference[] {
  if (isRequired === isWanted || (side === "answer" && isRequired)) return [];
  return [{ at, is: isRequired ? "is required" : "is not required" }];
}

function defaultDifference(at: string, ours: Schema, theirs: Schema): Difference[] {
  const [mine, wanted] = [ours.default ?? null, theirs.default ?? null];
  if (canonical(mine) === canonical(wanted)) return [];
  return [{ at, is: `has the default ${JSON.stringify(mine)}, not ${JSON.stringify(wanted)}` }];
}

// What may be sent; of what is answered the bounds are nobody's concern.
const REQUEST_KEYWORDS = [
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
];
const KEYWORDS = ["format", "enum"];
// Of what a column of 32 bits does not hold, the wire's own server says that it failed.
const COLUMN_BOUNDS: ReadonlySet<unknown> = new Set([-(2 ** 31), 2 ** 31 - 1]);

function keywordDifferences(side: Side, at: string, ours: Schema, theirs: Schema): Difference[] {
  const keywords = side === "request" ? [...KEYWORDS, ...REQUEST_KEYWORDS] : KEYWORDS;
  return keywords
    .filter((keyword) => canonical(ours[keyword]) !== canonical(theirs[keyword]))
    .filter((keyword) => !(COLUMN_BOUNDS.has(ours[keyword]) && theirs[keyword] === undefined))
    .map((keyword) => ({
      at,
      is: `has the ${keyword} ${JSON.stringify(ours[keyword] ?? null)}, not ${JSON.stringify(theirs[keyword] ?? null)}`,
    }));
}

/** The value's JSON, with lists and keys in one order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => {
    if (Array.isArray(inner)) return inner.toSorted();
    return isSchema(inner) ? Object.fromEntries(Object.entries(inner).toSorted()) : inner;
  }) ?? "";

/** Brings together what describes the same kind of value; of several of a kind, those most alike. */
function pairs(mine: readonly Alternative[], wanted: readonly Alternative[]): [Alternative, Alternative][] {
  const left = [...mine];
  return wanted.flatMap((other): [Alternative, Alternative][] => {
    const candidates = left.filter(({ kind }) => kind === other.kind);
    const [best] = candidates.toSorted((a, b) => likeness(b, other) - likeness(a, other));
    if (!best) return [];
    left.splice(left.indexOf(best), 1);
    return [[best, other]];
  });
}

function likeness(one: Alternative, other: Alternative): number {
  if (one.name !== "" && one.name === other.name) return Number.POSITIVE_INFINITY;
  const [fields, wantedFields] = [fieldsOf(one.schema), fieldsOf(other.schema)];
  const shared = Object.keys(wantedFields).filter((name) => name in fields).length;
  const isSame = canonical(tagOf(fields)) === canonical(tagOf(wantedFields));
  return shared + (isSame ? 1000 : 0) + (one.schema.format === other.schema.format ? 1 : 0);
}

/** What tells the objects of a union apart. */
const tagOf = (fields: Readonly<Record<string, Schema>>) => fields.type?.const ?? fields.type?.enum ?? null;
