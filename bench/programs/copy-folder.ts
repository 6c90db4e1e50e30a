// Copies a folder into a bucket or out of it with @reeve/aws: copy-folder.ts up|down BUCKET FOLDER.
import { S3Bucket } from "@reeve/aws";

const [way, bucket_name = "", folder = ""] = process.argv.slice(2);
const bucket = new S3Bucket({ bucket_name });
if (way === "up") await bucket.uploadFromFolder(folder, "data");
else await bucket.downloadFolderToPath("data", folder);
