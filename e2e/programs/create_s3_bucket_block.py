"""Saves the keys of an AWS account, and a bucket that is reached with them, as blocks."""

import os

from prefect_aws import AwsCredentials, S3Bucket

AWS_ACCESS_KEY_ID = os.environ["AWS_ACCESS_KEY_ID"]
AWS_SECRET_ACCESS_KEY = os.environ["AWS_SECRET_ACCESS_KEY"]


def create_aws_creds_block():
    credentials = AwsCredentials(
        aws_access_key_id=AWS_ACCESS_KEY_ID, aws_secret_access_key=AWS_SECRET_ACCESS_KEY
    )
    credentials.save(name="my-aws-creds", overwrite=True)


def create_s3_bucket_block():
    credentials = AwsCredentials.load("my-aws-creds")
    bucket = S3Bucket(bucket_name="zoomcamp-mlops-prefect-bucket", credentials=credentials)
    bucket.save(name="s3-bucket-block", overwrite=True)


if __name__ == "__main__":
    create_aws_creds_block()
    create_s3_bucket_block()
