import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Step } from "@reeve/protocol/project-step";
import { z } from "zod";
import { BucketInputs, bucketOf, checkedInputs } from "./bucket-inputs.ts";

const Inputs = BucketInputs.extend({ ignore_file: z.string().nullish() });

/**
 * Uploads the folder that the steps work in. Inputs: `bucket` and `folder`; `credentials` (the fields of a block);
 * `client_parameters`; `ignore_file` (of the form of .gitignore, `.reeveignore` or `.prefectignore` unless named).
 */
export const pushToS3: Step = async (given, { directory, print }) => {
  const inputs = checkedInputs("push_to_s3", Inputs, given);
  const { bucket, folder, ignore_file } = inputs;
  // A name that the folder has no file of leaves nothing out, as with Python's step.
  const named = typeof ignore_file === "string" ? resolve(directory, ignore_file) : ignore_file;
  const ignoreFile = typeof named === "string" && !existsSync(named) ? null : named;
  print(`Uploading ${directory} to s3://${bucket}/${folder}.`);
  const { files } = await bucketOf(inputs).uploadFromFolder(directory, folder, { ignoreFile });
  print(`Uploaded ${files} ${files === 1 ? "file" : "files"}.`);
  return { bucket, folder };
};
