import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";

const VARIABLE = "prefect.variables.";
const BLOCK = "prefect.blocks.";
const ENVIRONMENT = "$";

/**
 * What the references among the names stand for: `prefect.variables.<name>`, `prefect.blocks.<type>.<name>` with
 * `.field` of the block behind it, and `$NAME` of the environment. Other names are left out of the answer.
 * Throws a ReeveError that names a variable or block which the server does not have.
 */
export async function resolveReferences(
  client: Client,
  names: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Record<string, unknown>> {
  const resolved = await Promise.all(
    [...new Set(names)].map(async (name): Promise<[string, unknown] | undefined> => {
      if (name.startsWith(VARIABLE)) return [name, await readVariable(client, name.slice(VARIABLE.length))];
      if (name.startsWith(BLOCK)) return [name, await readBlock(client, name.slice(BLOCK.length))];
      if (name.startsWith(ENVIRONMENT)) return [name, environment[name.slice(1)] ?? ""];
      return undefined;
    }),
  );
  return Object.fromEntries(resolved.filter((entry) => entry !== undefined));
}

async function readVariable(client: Client, name: string): Promise<unknown> {
  try {
    return (await client.getVariableByName({ params: { name } })).value;
  } catch (error) {
    throw missing(error, `There is no variable named "${name}"; make it with "reeve variable set ${name}".`);
  }
}

async function readBlock(client: Client, path: string): Promise<unknown> {
  const [type = "", name = "", ...fields] = path.split(".");
  const data = await client
    .getBlockDocumentByName({
      params: { slug: type, block_document_name: name },
      query: { include_secrets: true },
    })
    .then((block) => block.data as Record<string, unknown>)
    .catch((error: unknown) => {
      throw missing(error, `There is no block "${name}" of the type "${type}".`);
    });
  const place = fields.length > 0 ? fields : "value" in data ? ["value"] : [];
  return place.reduce<unknown>((value, field) => fieldOf(value, field, path), data);
}

function fieldOf(value: unknown, field: string, path: string): unknown {
  if (typeof value === "object" && value !== null && field in value) {
    return (value as Record<string, unknown>)[field];
  }
  throw new ReeveError("not_found", `The block reference "${path}" leads nowhere: there is no "${field}".`);
}

const missing = (error: unknown, message: string): unknown =>
  error instanceof ReeveError && error.code === "not_found"
    ? new ReeveError("not_found", message, { cause: error })
    : error;
