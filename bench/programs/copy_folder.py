"""Copies a folder into a bucket or out of it with prefect-aws: copy_folder.py up|down BUCKET FOLDER."""

import sys

from prefect_aws import AwsCredentials, S3Bucket

if __name__ == "__main__":
    way, bucket_name, folder = sys.argv[1:]
    bucket = S3Bucket(bucket_name=bucket_name, credentials=AwsCredentials())
    if way == "up":
        bucket.upload_from_folder(folder, "data")
    else:
        bucket.download_folder_to_path("data", folder)
