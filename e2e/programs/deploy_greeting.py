"""Deploys the flow of this file to the work pool named first, and prints the deployment's id."""

import sys
import time
from pathlib import Path

from prefect import flow


@flow(log_prints=True)
def greet(name: str = "world", seconds: float = 0):
    print(f"Hello {name}!")
    time.sleep(seconds)


if __name__ == "__main__":
    here = Path(__file__)
    source = flow.from_source(source=str(here.parent), entrypoint=f"{here.name}:greet")
    print(source.deploy(name=sys.argv[1], work_pool_name=sys.argv[1], print_next_steps=False))
