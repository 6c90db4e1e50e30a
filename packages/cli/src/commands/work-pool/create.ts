import { ReeveError } from "@reeve/protocol/errors";
import { defaultTemplate, templateFile } from "../../base-job-template.ts";
import { print, printJson, remark } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";

export type WorkPoolCreateOptions = GlobalOptions & {
  type: string;
  baseJobTemplate?: string;
  description?: string;
  concurrencyLimit?: number;
  paused?: boolean;
  overwrite?: boolean;
  json?: boolean;
};

/** Makes a work pool, or with `overwrite` changes the one of this name. */
export async function createWorkPool(name: string, options: WorkPoolCreateOptions): Promise<void> {
  await withClient(options, async (client, settings) => {
    const base_job_template = options.baseJobTemplate
      ? templateFile(options.baseJobTemplate)
      : await defaultTemplate(client, options.type);
    const body = {
      base_job_template,
      description: options.description ?? null,
      concurrency_limit: options.concurrencyLimit ?? null,
      is_paused: options.paused ?? false,
    };
    try {
      await client.createWorkPool({ body: { name, type: options.type, ...body } });
    } catch (error) {
      if (!(error instanceof ReeveError) || error.code !== "already_exists" || !options.overwrite)
        throw error;
      await client.updateWorkPool({ params: { name }, body });
    }
    if (options.json) return printJson(await client.getWorkPool({ params: { name } }));
    print(
      `The work pool "${name}" is there: ${uiUrlOf(settings)}/work-pools/work-pool/${encodeURIComponent(name)}`,
    );
    remark(`\nA worker for it:  reeve worker start -p ${name}`);
  });
}
