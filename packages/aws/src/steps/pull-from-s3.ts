import type { Step } from "@reeve/protocol/project-step";
import { BucketInputs, bucketOf, checkedInputs } from "./bucket-inputs.ts";

/**
 * Downloads a folder of a bucket into the one that the steps work in. Inputs: `bucket` and `folder`; `credentials`
 * (the fields of a block); `client_parameters`.
 */
export const pullFromS3: Step = async (given, { directory, print }) => {
  const inputs = checkedInputs("pull_from_s3", BucketInputs, given);
  const { bucket, folder } = inputs;
  print(`Downloading s3://${bucket}/${folder} into ${directory}.`);
  const { files } = await bucketOf(inputs).downloadFolderToPath(folder, directory);
  print(`Downloaded ${files} ${files === 1 ? "file" : "files"}.`);
  return { bucket, folder, directory };
};
