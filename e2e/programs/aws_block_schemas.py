"""Prints as JSON what Prefect's client knows of the blocks of prefect-aws, by the slugs of their types."""

import json

from prefect_aws import AwsCredentials, AwsSecret, MinIOCredentials, S3Bucket

CLASSES = [AwsCredentials, AwsSecret, MinIOCredentials, S3Bucket]

if __name__ == "__main__":
    known = {
        cls.get_block_type_slug(): {
            "name": cls._block_type_name,
            "checksum": cls._calculate_schema_checksum(),
            "capabilities": sorted(cls.get_block_capabilities()),
            "fields": cls.model_json_schema(),
        }
        for cls in CLASSES
    }
    print(json.dumps(known))
