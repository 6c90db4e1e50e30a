"""Saves, loads, overwrites and deletes blocks of many kinds with Prefect's own client, and prints as JSON what came of it."""

import asyncio
import datetime
import json
from typing import Dict, List, Optional, Union

from prefect.blocks.core import Block
from prefect.blocks.system import Secret
from prefect.blocks.webhook import Webhook
from prefect.client.orchestration import get_client
from prefect.filesystems import LocalFileSystem
from prefect.types import SecretDict
from prefect.utilities.templating import resolve_block_document_references, resolve_variables
from prefect.variables import Variable
from pydantic import SecretStr


class Note(Block):
    """A text with the moment it is of."""

    _block_type_name = "Note"
    text: str
    moment: Optional[datetime.datetime] = None
    weight: float = 1.0
    details: Dict = {}


class Login(Block):
    _block_type_name = "Login"
    user: str
    password: SecretStr
    tokens: SecretDict = {}


class Service(Block):
    _block_type_name = "Service"
    login: Login
    spare: Optional[Login] = None
    source: Union[Note, Login, str] = "none"
    others: List[Login] = []


def saved_and_loaded(block, name):
    block.save(name, overwrite=True)
    return type(block).load(name)


def system_blocks():
    text = saved_and_loaded(Secret(value="kept from all"), "text")
    structured = saved_and_loaded(Secret(value={"a": [1, 2.5, None], "b": {"c": True}}), "structured")
    webhook = saved_and_loaded(
        Webhook(method="PUT", url="https://example.com/hook", headers={"token": "hush"}, verify=False), "hook"
    )
    files = saved_and_loaded(LocalFileSystem(basepath="/tmp/somewhere"), "files")
    return {
        "text": text.get(),
        "structured": structured.get(),
        "webhook": [webhook.method, webhook.url.get_secret_value(), webhook.headers.get_secret_value(), webhook.verify],
        "files": files.basepath,
    }


def own_blocks():
    moment = datetime.datetime(2026, 2, 3, 4, 5, 6, 789012, tzinfo=datetime.timezone.utc)
    note = saved_and_loaded(
        Note(text="äöü 😀", moment=moment, weight=2.0, details={"whole": 1, "part": 1.0, "none": None, "list": [0.1]}),
        "first",
    )
    return {
        "text": note.text,
        "moment": note.moment.isoformat(),
        "numbers": [repr(note.weight), repr(note.details["whole"]), repr(note.details["part"])],
        "details": note.details,
    }


def overwriting():
    Note(text="once").save("kept")
    try:
        Note(text="twice").save("kept")
        refused = False
    except ValueError:
        refused = True
    Note(text="thrice", details={"a": 1}).save("kept", overwrite=True)
    after = Note.load("kept")
    Note.delete("kept")
    try:
        Note.load("kept")
        deleted = False
    except ValueError:
        deleted = True
    return {"refused": refused, "after": [after.text, after.details], "deleted": deleted}


def nested_blocks():
    login = Login(user="ada", password="hush", tokens={"api": {"key": "also"}})
    login.save("ada", overwrite=True)
    note = Note(text="where from")
    note.save("source", overwrite=True)
    service = Service(
        login=login, spare=Login(user="spare", password="unsaved"), source=note, others=[Login(user="x", password="y")]
    )
    service.save("all", overwrite=True)
    before = Service.load("all")
    Login(user="ada", password="changed").save("ada", overwrite=True)
    after = Service.load("all")
    return {
        "login": [before.login.password.get_secret_value(), before.login.tokens.get_secret_value()],
        "spare": before.spare.password.get_secret_value(),
        "source": [type(before.source).__name__, before.source.text],
        "others": [other.password.get_secret_value() for other in before.others],
        "after": after.login.password.get_secret_value(),
    }


async def job_variables():
    await Variable.aset("region", {"name": "eu", "zones": [1, 2]}, overwrite=True)
    template = {
        "token": "{{ prefect.blocks.secret.text }}",
        "part": "{{ prefect.blocks.secret.structured.b.c }}",
        "region": "{{ prefect.variables.region }}",
        "text": "in {{ prefect.variables.region }}",
    }
    async with get_client() as client:
        return await resolve_variables(await resolve_block_document_references(template, client=client), client=client)


if __name__ == "__main__":
    outcome = {
        "system": system_blocks(),
        "own": own_blocks(),
        "overwriting": overwriting(),
        "nested": nested_blocks(),
        "job_variables": asyncio.run(job_variables()),
    }
    print(json.dumps(outcome))
