import { provideBlockClass, provideFileSystem } from "@reeve/sdk";
import { AwsCredentials } from "./blocks/aws-credentials.ts";
import { AwsSecret } from "./blocks/aws-secret.ts";
import { EcsTask } from "./blocks/ecs-task.ts";
import { MinIOCredentials } from "./blocks/minio-credentials.ts";
import { S3Bucket } from "./blocks/s3-bucket.ts";
import { openRemoteFileSystem } from "./s3/open-remote-file-system.ts";

export { AwsCredentials } from "./blocks/aws-credentials.ts";
export { AwsSecret, type SecretDeletion, type SecretVersion } from "./blocks/aws-secret.ts";
export { EcsTask } from "./blocks/ecs-task.ts";
export { MinIOCredentials } from "./blocks/minio-credentials.ts";
export { type CopyOptions, type PresignOptions, S3Bucket } from "./blocks/s3-bucket.ts";
export type { S3Object } from "./s3/list-objects.ts";
export type { TransferOptions, TransferProgress, Transferred } from "./s3/transfer.ts";
export type { FolderUploadOptions, UploadOptions } from "./s3/upload.ts";

// So that names alone are enough, as in `resultStorage: "s3-bucket/results"`.
for (const blockClass of [AwsCredentials, AwsSecret, EcsTask, MinIOCredentials, S3Bucket]) {
  provideBlockClass(blockClass);
}
// For addresses such as "s3://bucket/folder/" of a RemoteFileSystem.
provideFileSystem("s3", openRemoteFileSystem);
