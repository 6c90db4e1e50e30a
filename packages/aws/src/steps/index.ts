export { pullFromS3 } from "./pull-from-s3.ts";
export { pushToS3 } from "./push-to-s3.ts";
