// Saves the keys of an AWS account, and a bucket that is reached with them, as blocks.
import { AwsCredentials, S3Bucket } from "@reeve/aws";

const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;

async function createAwsCredsBlock() {
  const credentials = new AwsCredentials({
    aws_access_key_id: AWS_ACCESS_KEY_ID,
    aws_secret_access_key: AWS_SECRET_ACCESS_KEY,
  });
  await credentials.save("my-aws-creds", { overwrite: true });
}

async function createS3BucketBlock() {
  const credentials = await AwsCredentials.load("my-aws-creds");
  const bucket = new S3Bucket({ bucket_name: "zoomcamp-mlops-prefect-bucket", credentials });
  await bucket.save("s3-bucket-block", { overwrite: true });
}

await createAwsCredsBlock();
await createS3BucketBlock();
