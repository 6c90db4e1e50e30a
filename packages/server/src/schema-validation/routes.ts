import * as endpoints from "@reeve/protocol/schema-validation";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { validateValues } from "./validate-values.ts";

/** Serves the check of a form's values. */
export function mountSchemaValidation(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.validateValues, ({ body }) => validateValues(context, body.schema, body.values));
}
