import { findBlockType } from "../../../find-block.ts";
import { print, printFields, printJson, printTable } from "../../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../../session.ts";

type JsonSchema = Readonly<Record<string, unknown>>;

/** Shows a type of blocks and the fields that its newest schema has. */
export async function inspectBlockType(
  slug: string,
  options: GlobalOptions & { json?: boolean },
): Promise<void> {
  await withClient(options, async (client, settings) => {
    const type = await findBlockType(client, slug);
    const [schema] = await client.listBlockSchemas({
      body: { block_schemas: { block_type_id: { any_: [type.id] } }, limit: 1 },
    });
    if (options.json) return printJson({ ...type, block_schema: schema ?? null });
    printFields([
      ["Name", type.name],
      ["Slug", type.slug],
      ["ID", type.id],
      ["About", type.description ?? ""],
      ["Documentation", type.documentation_url ?? ""],
      ["Can do", schema?.capabilities.join(", ") ?? ""],
      ["URL", `${uiUrlOf(settings)}/blocks/catalog/${slug}`],
    ]);
    print("");
    printTable(fieldsOf(schema?.fields ?? {}), COLUMNS, "It has no fields.");
  });
}

type Field = { name: string; type: string; isRequired: boolean; about: string };

function fieldsOf({ properties = {}, required = [], secret_fields = [] }: JsonSchema): Field[] {
  const isRequired = new Set(required as string[]);
  const isSecret = new Set(secret_fields as string[]);
  return Object.entries(properties as Record<string, JsonSchema>).map(([name, property]) => ({
    name,
    type: isSecret.has(name) ? "secret" : typeOf(property),
    isRequired: isRequired.has(name),
    about: typeof property.description === "string" ? property.description : "",
  }));
}

/** The type as a word or two: several that a field may have are joined, and that it may be null is not told. */
function typeOf({ type, $ref, anyOf, allOf, enum: choices }: JsonSchema): string {
  if (typeof $ref === "string") return $ref.split("/").at(-1) ?? "";
  if (Array.isArray(choices)) return choices.join(" or ");
  const several = (anyOf ?? allOf) as JsonSchema[] | undefined;
  if (several)
    return several
      .map(typeOf)
      .filter((word) => word !== "null")
      .join(" or ");
  return typeof type === "string" ? type : "any";
}

const COLUMNS = [
  { title: "Field", value: ({ name }: Field) => name },
  { title: "Type", value: ({ type }: Field) => type, narrowest: 10 },
  { title: "Required", value: ({ isRequired }: Field) => (isRequired ? "yes" : "") },
  { title: "About", value: ({ about }: Field) => about, narrowest: 20, dispensable: 1 },
];
