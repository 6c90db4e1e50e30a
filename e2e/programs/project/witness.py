"""A flow that notes when it begins and ends, and waits for a file in between."""

import time
from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run


@flow
def witness_flow(notes: str, until: str):
    note(notes, "+")
    while not Path(until).exists():
        time.sleep(0.05)
    note(notes, "-")


def note(path, sign):
    with Path(path).open("a") as file:
        file.write(f"{sign} {flow_run.id}\n")
