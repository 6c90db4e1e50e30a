import { ReeveError } from "@reeve/protocol/errors";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { checkInput } from "../check-input.ts";
import { requiredClient } from "../engine/required-client.ts";
import { hasCode } from "../has-code.ts";
import type { JsonValue } from "../json-value.ts";

export type GetVariableOptions<T> = {
  /** Checks and coerces the value: a schema of Zod, Valibot, ArkType and others. */
  schema?: StandardSchemaV1<unknown, T>;
  /** Answered when there is no such variable; without it that is an error. */
  default?: T;
};

export type SetVariableOptions = {
  /** Replaces the value of a variable that exists, which is refused otherwise. */
  overwrite?: boolean;
  /** Left out, a variable that is overwritten keeps its tags. */
  tags?: readonly string[];
};

const NAME = /^[a-z0-9_-]+$/;

/** The value of a variable; throws a ReeveError when there is none and no default was given. */
export async function getVariable<T = JsonValue>(
  name: string,
  options: GetVariableOptions<T> = {},
): Promise<T> {
  const client = requiredClient(`Reading the variable "${checkedName(name)}"`);
  const variable = await client.getVariableByName({ params: { name } }).catch(undefinedWhenMissing);
  if (variable) {
    const { schema } = options;
    // Without a schema the caller answers for the type, as with JSON.parse.
    return schema ? checkInput(`The variable "${name}" is`, schema, variable.value) : (variable.value as T);
  }
  if (options.default !== undefined) return options.default;
  throw new ReeveError(
    "not_found",
    `There is no variable "${name}". Set it with setVariable("${name}", …), in the UI or with ` +
      `"prefect variable set ${name} …", or read it with a default.`,
  );
}

/** Sets a variable to any JSON value; one that exists is replaced only with `overwrite`. */
export async function setVariable(
  name: string,
  value: JsonValue,
  { overwrite = false, tags }: SetVariableOptions = {},
): Promise<void> {
  const client = requiredClient(`Setting the variable "${checkedName(name)}"`);
  const given = { value, ...(tags ? { tags: [...tags] } : {}) };
  try {
    await client.createVariable({ body: { name, ...given } });
  } catch (error) {
    if (!hasCode(error, "already_exists")) throw error;
    if (!overwrite) {
      throw new ReeveError(
        "already_exists",
        `There is a variable "${name}" already. Pass { overwrite: true } to replace its value.`,
        { cause: error },
      );
    }
    await client.updateVariableByName({ params: { name }, body: given });
  }
}

/** Deletes a variable; answers whether there was one. */
export async function unsetVariable(name: string): Promise<boolean> {
  const client = requiredClient(`Deleting the variable "${checkedName(name)}"`);
  const deleted = client.deleteVariableByName({ params: { name } }).then(() => true);
  return (await deleted.catch(undefinedWhenMissing)) ?? false;
}

function checkedName(name: string): string {
  if (NAME.test(name) && name.length <= 255) return name;
  throw new ReeveError(
    "invalid_request",
    `"${name}" cannot be the name of a variable: use at most 255 of a-z, 0-9, "_" and "-".`,
  );
}

function undefinedWhenMissing(error: unknown): undefined {
  if (!hasCode(error, "not_found")) throw error;
}
