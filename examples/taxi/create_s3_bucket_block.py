"""Saves the bucket with the trips as a block, and the credentials it is opened with."""

import os

from prefect_aws import AwsClientParameters, AwsCredentials, S3Bucket

AWS_ACCESS_KEY_ID = os.environ["AWS_ACCESS_KEY_ID"]
AWS_SECRET_ACCESS_KEY = os.environ["AWS_SECRET_ACCESS_KEY"]
# Another S3 server than that of AWS, such as MinIO or moto.
ENDPOINT_URL = os.environ.get("AWS_ENDPOINT_URL")
BUCKET = os.environ.get("TAXI_BUCKET", "zoomcamp-mlops-prefect-bucket")


def create_aws_creds_block():
    my_aws_creds_obj = AwsCredentials(
        aws_access_key_id=AWS_ACCESS_KEY_ID,
        aws_secret_access_key=AWS_SECRET_ACCESS_KEY,
        aws_client_parameters=AwsClientParameters(endpoint_url=ENDPOINT_URL),
    )
    my_aws_creds_obj.save(name="my-aws-creds", overwrite=True)


def create_s3_bucket_block():
    aws_creds = AwsCredentials.load("my-aws-creds")
    my_s3_bucket_obj = S3Bucket(bucket_name=BUCKET, credentials=aws_creds)
    # The notes save it under the first name and load it under the second.
    for name in ("s3-bucket-example", "s3-bucket-block"):
        my_s3_bucket_obj.save(name=name, overwrite=True)


if __name__ == "__main__":
    create_aws_creds_block()
    create_s3_bucket_block()
