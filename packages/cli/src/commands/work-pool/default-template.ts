import { writeFileSync } from "node:fs";
import { defaultTemplate } from "../../base-job-template.ts";
import { print, printJson } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Prints the base job template of a type of work pool, or writes it into a file to be changed there. */
export async function printDefaultTemplate(
  options: GlobalOptions & { type: string; file?: string },
): Promise<void> {
  await withClient(options, async (client) => {
    const template = await defaultTemplate(client, options.type);
    if (!options.file) return printJson(template);
    writeFileSync(options.file, `${JSON.stringify(template, null, 2)}\n`);
    print(`Wrote ${options.file}.`);
  });
}
