import { parseTimestamp } from "@reeve/protocol";
import { Ajv, type AnySchemaObject, type ValidateFunction } from "ajv";
import { isUuid } from "../uuid.ts";

const formats = {
  uuid: isUuid,
  "date-time": (text: string) => parseTimestamp(text) !== undefined,
  // Says of a number that it is one of seconds.
  "time-delta": true,
} as const;

/** Compiles schemas; the parts that several of them have in common, such as filters, are compiled once. */
export class SchemaCompiler {
  readonly #ajv: Ajv;
  readonly #compiled = new WeakMap<object, ValidateFunction>();
  readonly #ids = new Map<object, string>();

  /** With `coerces`, texts stand for what they spell, as in a query. */
  constructor({ coerces }: { coerces: boolean }) {
    this.#ajv = new Ajv({
      formats,
      allErrors: true,
      strict: false,
      // Ours are schemas, as a test says. To see that, each thread would first compile what a schema is, for 30 ms.
      meta: false,
      validateSchema: false,
      useDefaults: true,
      verbose: true,
      coerceTypes: coerces,
      // What is referred to would be compiled where it is used, again and again.
      inlineRefs: false,
    });
  }

  compile(schema: object): ValidateFunction {
    let validate = this.#compiled.get(schema);
    if (!validate) {
      validate = this.#ajv.compile(this.#withReferences(schema));
      this.#compiled.set(schema, validate);
    }
    return validate;
  }

  /** The same schema with references in place of the named objects in it. */
  #withReferences(schema: AnySchemaObject): AnySchemaObject {
    const refer = (part: AnySchemaObject) => this.#reference(part);
    const { properties, items, anyOf, allOf, additionalProperties, patternProperties } = schema;
    return {
      ...schema,
      ...(properties && { properties: mapValues(properties, refer) }),
      ...(patternProperties && { patternProperties: mapValues(patternProperties, refer) }),
      ...(isSchema(additionalProperties) && { additionalProperties: refer(additionalProperties) }),
      ...(isSchema(items) && { items: refer(items) }),
      // Which of several schemas a value is meant for is told by the paths of its faults, which references cut off.
      ...(anyOf && isOptional(anyOf) && { anyOf: anyOf.map(refer) }),
      ...(allOf && { allOf: allOf.map(refer) }),
    };
  }

  #reference(part: AnySchemaObject): AnySchemaObject {
    if (!part.title || !part.properties) return this.#withReferences(part);
    let id = this.#ids.get(part);
    if (!id) {
      id = `${part.title}-${this.#ids.size}`;
      this.#ids.set(part, id);
      this.#ajv.addSchema(this.#withReferences(part), id);
    }
    // A default is filled in by what the part stands in.
    return "default" in part ? { $ref: id, default: part.default } : { $ref: id };
  }
}

const isOptional = (anyOf: readonly AnySchemaObject[]): boolean =>
  anyOf.filter(({ type }) => type !== "null").length < 2;

const isSchema = (value: unknown): value is AnySchemaObject => typeof value === "object" && value !== null;

const mapValues = (
  record: Readonly<Record<string, AnySchemaObject>>,
  change: (schema: AnySchemaObject) => AnySchemaObject,
): Record<string, AnySchemaObject> =>
  Object.fromEntries(Object.entries(record).map(([key, schema]) => [key, change(schema)]));
