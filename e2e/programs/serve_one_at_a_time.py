"""Serves a flow of which one run at a time may be under way."""

import time

from prefect import flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig


@flow(name="Take turns")
def take_turns():
    time.sleep(2)


if __name__ == "__main__":
    take_turns.serve(name="one at a time", global_limit=ConcurrencyLimitConfig(limit=1))
