import type { OpenApiDocument, Schema } from "./openapi-types.ts";

/** One of the kinds of value that a schema allows. */
export type Alternative = {
  /** The component that describes it; empty for one described in place. */
  readonly name: string;
  /** `any`, or the JSON type. */
  readonly kind: string;
  readonly schema: Schema;
};

/** What a schema allows, whether it says so by reference, by choices or by a list of types. */
export function alternativesOf(document: OpenApiDocument, schema: Schema, name = ""): Alternative[] {
  const choices = choicesOf(document, schema, name);
  const open = choices.find(({ kind }) => kind === "any");
  if (open) return [open];
  const kinds = new Set(choices.map(({ kind }) => kind));
  const isText = choices.some((choice) => isAnyText(choice));
  return choices.filter(
    (choice) =>
      !(choice.kind === "integer" && kinds.has("number")) &&
      !(choice.kind === "string" && isText && !isAnyText(choice)),
  );
}

/** True of text without a form: whoever takes it takes every id and time, too. */
const isAnyText = ({ kind, schema }: Alternative): boolean =>
  kind === "string" && ["format", "enum", "pattern"].every((keyword) => !(keyword in schema));

function choicesOf(document: OpenApiDocument, schema: Schema, name: string): Alternative[] {
  if (typeof schema.$ref === "string") {
    const component = schema.$ref.split("/").at(-1) ?? "";
    const found = document.components.schemas[component];
    if (!found) throw new Error(`The document has no component ${component}.`);
    return choicesOf(document, found, component);
  }
  const options = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as readonly Schema[] | undefined;
  if (options) return options.flatMap((option) => choicesOf(document, option, name));
  if (Array.isArray(schema.type)) {
    return schema.type.map((kind: string) => ({ name, kind, schema: { ...schema, type: kind } }));
  }
  if ("const" in schema)
    return [{ name, kind: typeof schema.const, schema: { ...schema, enum: [schema.const] } }];
  return [{ name, kind: typeof schema.type === "string" ? schema.type : "any", schema }];
}
