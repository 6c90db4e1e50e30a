import { ReeveError } from "@reeve/protocol/errors";
import { countArgument } from "../../argument.ts";
import { templateFile } from "../../base-job-template.ts";
import { print } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

export type WorkPoolUpdateOptions = GlobalOptions & {
  baseJobTemplate?: string;
  description?: string;
  concurrencyLimit?: number;
};

/** Changes what the options name of a work pool. */
export async function updateWorkPool(name: string, options: WorkPoolUpdateOptions): Promise<void> {
  const { baseJobTemplate, description, concurrencyLimit } = options;
  const changes: Changes = {
    ...(baseJobTemplate !== undefined && { base_job_template: templateFile(baseJobTemplate) }),
    ...(description !== undefined && { description }),
    ...(concurrencyLimit !== undefined && { concurrency_limit: concurrencyLimit }),
  };
  if (Object.keys(changes).length === 0) {
    throw new ReeveError(
      "invalid_request",
      'Say what is to change; "reeve work-pool update --help" shows what can.',
    );
  }
  await change(name, options, "is changed", changes);
}

export const pauseWorkPool = (name: string, options: GlobalOptions): Promise<void> =>
  change(name, options, "is paused", { is_paused: true });

export const resumeWorkPool = (name: string, options: GlobalOptions): Promise<void> =>
  change(name, options, "is resumed", { is_paused: false });

export const setWorkPoolLimit = (name: string, count: string, options: GlobalOptions): Promise<void> =>
  change(name, options, `runs ${count} at once at most`, { concurrency_limit: countArgument(count) });

export const clearWorkPoolLimit = (name: string, options: GlobalOptions): Promise<void> =>
  change(name, options, "has no limit", { concurrency_limit: null });

type Changes = {
  is_paused?: boolean;
  description?: string;
  base_job_template?: Record<string, unknown>;
  concurrency_limit?: number | null;
};

async function change(name: string, options: GlobalOptions, outcome: string, body: Changes): Promise<void> {
  await withClient(options, async (client) => {
    await client.updateWorkPool({ params: { name }, body });
    print(`The work pool "${name}" ${outcome}.`);
  });
}
