import { readFileSync } from "node:fs";
import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";

export type JobTemplate = Record<string, unknown>;

type Catalogue = Record<string, Record<string, { default_base_job_configuration?: JobTemplate }>>;

/** The base job template that work pools of a type begin with; throws a ReeveError that lists the types. */
export async function defaultTemplate(client: Client, type: string): Promise<JobTemplate> {
  const catalogue = (await client.getCollectionView({
    params: { view: "aggregate-worker-metadata" },
  })) as Catalogue;
  const types = Object.assign({}, ...Object.values(catalogue)) as Catalogue[string];
  const template = types[type]?.default_base_job_configuration;
  if (template) return template;
  const names = Object.keys(types).sort().join(", ");
  throw new ReeveError("not_found", `There is no type of work pool "${type}"; there are ${names}.`);
}

/** The base job template in a JSON file; throws a ReeveError when there is none. */
export function templateFile(path: string): JobTemplate {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as JobTemplate;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReeveError("invalid_request", `${path} holds no base job template: ${reason}`, { cause });
  }
}
