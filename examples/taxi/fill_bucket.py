"""Makes the bucket and puts the months of the folder `data` into it, where the flow of `orchestrate_s3.py` finds them."""

from pathlib import Path

from botocore.exceptions import ClientError
from create_s3_bucket_block import BUCKET, create_aws_creds_block, create_s3_bucket_block
from prefect_aws import AwsCredentials, S3Bucket


def create_bucket():
    try:
        AwsCredentials.load("my-aws-creds").get_s3_client().create_bucket(Bucket=BUCKET)
    except ClientError as error:
        if error.response["Error"]["Code"] not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
            raise


if __name__ == "__main__":
    create_aws_creds_block()
    create_bucket()
    create_s3_bucket_block()
    bucket = S3Bucket.load("s3-bucket-block")
    for path in sorted(Path("data").glob("*.parquet")):
        bucket.upload_from_path(path, f"data/{path.name}")
