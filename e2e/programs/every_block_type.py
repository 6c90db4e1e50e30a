"""Registers, saves and loads a block of every type that the installed packages have, and prints what came of each."""

import abc
import importlib
import inspect
import json
import os
import pkgutil
import warnings

import httpx
from prefect.blocks.core import Block

PACKAGES = ["prefect", "prefect_aws", "prefect_docker", "prefect_email", "prefect_sqlalchemy"]
# Of Prefect itself only these have blocks; the rest would take long to import.
MODULES_OF_PREFECT = ["prefect.blocks", "prefect.filesystems"]

HEXADECIMAL = "0123456789abcdef" * 2

# What a block of these types cannot be made without, by the slug of its type.
NEEDED = {
    "aws-secret": {"aws_credentials": {"aws_secret_access_key": "hush"}, "secret_name": "name"},
    "async-sqlalchemy-connector": {"connection_info": {"driver": "sqlite+aiosqlite", "database": "x.db"}},
    "custom-webhook": {"name": "name", "url": "https://example.com", "secrets": {"token": "hush"}},
    "discord-webhook": {"webhook_id": "id", "webhook_token": "hush"},
    "docker-registry-credentials": {"username": "me", "password": "hush", "registry_url": "example.com"},
    "gluejobblock": {"job_name": "name"},
    "lambda-function": {"function_name": "name"},
    "mattermost-webhook": {"hostname": "example.com", "token": "hush"},
    "minio-credentials": {"minio_root_user": "me", "minio_root_password": "hush"},
    "ms-teams-webhook": {
        "url": "https://prod-1.westeurope.logic.azure.com:443/workflows/0/triggers/manual/paths/invoke"
        "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=hush"
    },
    "opsgenie-webhook": {"apikey": "hush"},
    "pager-duty-webhook": {"integration_key": "hush", "api_key": "hush"},
    "redisstoragecontainer": {"host": "example.com", "password": "hush"},
    "remote-file-system": {"basepath": "memory://somewhere"},
    "s3-bucket": {"bucket_name": "name", "credentials": {"aws_secret_access_key": "hush"}},
    "secret": {"value": {"hush": [1, 2.0]}},
    "sendgrid-email": {"api_key": "hush", "sender_email": "a@example.com", "to_emails": ["b@example.com"]},
    "slack-webhook": {"url": "https://hooks.slack.com/services/T000/B000/hush"},
    "smb": {"share_path": "/x", "smb_host": "example.com", "smb_password": "hush"},
    "sqlalchemy-connector": {"connection_info": {"driver": "sqlite+pysqlite", "database": "x.db"}},
    "twilio-sms": {
        "account_sid": f"AC{HEXADECIMAL}",
        "auth_token": HEXADECIMAL[::-1],
        "from_phone_number": "+12025550123",
        "to_phone_numbers": ["+12025550124"],
    },
    "webhook": {"url": "https://example.com", "headers": {"token": "hush"}},
}


def import_all():
    for name in [*MODULES_OF_PREFECT, *PACKAGES[1:]]:
        module = importlib.import_module(name)
        for found in pkgutil.walk_packages(getattr(module, "__path__", []), f"{name}."):
            # What begins with an underscore is no public part, and may need what is not installed.
            if not any(part.startswith("_") for part in found.name.split(".")):
                importlib.import_module(found.name)


def subclasses(cls):
    for subclass in cls.__subclasses__():
        yield subclass
        yield from subclasses(subclass)


def block_classes():
    import_all()
    for cls in dict.fromkeys(subclasses(Block)):
        is_of_packages = cls.__module__.split(".")[0] in PACKAGES
        # Prefect registers no interfaces, which are those that name ABC among their bases.
        if is_of_packages and not inspect.isabstract(cls) and abc.ABC not in cls.__bases__:
            yield cls


def with_secrets(block):
    """A block's data as JSON, its secrets included."""
    return json.loads(block.model_dump_json(context={"include_secrets": True}))


def try_block(client, cls):
    slug, checksum = cls.get_block_type_slug(), cls._calculate_schema_checksum()
    version = cls._get_current_package_version()
    known = client.get(f"/block_schemas/checksum/{checksum}", params={"version": version}).status_code == 200
    block = cls(**NEEDED.get(slug, {}))
    document_id = block.save("every", overwrite=True)
    loaded = cls.load("every")
    document = client.get(f"/block_documents/{document_id}").json()
    return {
        "slug": slug,
        "known": known,
        "of_client": {
            "checksum": checksum,
            "version": version,
            "capabilities": sorted(cls.get_block_capabilities()),
            "fields": cls.model_json_schema(),
        },
        "of_server": {
            "checksum": document["block_schema"]["checksum"],
            "version": document["block_schema"]["version"],
            "capabilities": sorted(document["block_schema"]["capabilities"]),
            "fields": document["block_schema"]["fields"],
        },
        "loaded": with_secrets(block) == with_secrets(loaded),
        "shown": any(secret in json.dumps(document["data"]) for secret in ["hush", HEXADECIMAL[::-1]]),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with httpx.Client(base_url=os.environ["PREFECT_API_URL"]) as client:
        print(json.dumps([try_block(client, cls) for cls in block_classes()]))
