"""Takes slots of limits in all the ways Prefect's own client knows, and prints as JSON what came of it."""

import asyncio
import json
import threading
import time

from prefect import flow, tags, task
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate
from prefect.concurrency.sync import concurrency, rate_limit


class Overlap:
    """How many were inside at once, at most."""

    def __init__(self):
        self.lock = threading.Lock()
        self.inside = 0
        self.most = 0

    def __enter__(self):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(0.3)

    def __exit__(self, *_):
        with self.lock:
            self.inside -= 1


by_name = Overlap()
by_tag = Overlap()


@task
def print_page(number: int):
    with concurrency("printer", occupy=1):
        with by_name:
            return number


@task
def query(number: int):
    with by_tag:
        return number


@task
def call_api(number: int):
    rate_limit("api")
    return number


@flow(name="Print pages")
def print_pages():
    return [future.result() for future in [print_page.submit(number) for number in range(5)]]


@flow(name="Query")
def query_all():
    with tags("database"):
        return [future.result() for future in [query.submit(number) for number in range(3)]]


@flow(name="Call an API")
def call_all():
    started = time.monotonic()
    [future.result() for future in [call_api.submit(number) for number in range(6)]]
    return time.monotonic() - started


@flow(name="Ask for what is not there")
def ask_in_vain():
    refused = []
    for name, how in [("nobody", {"strict": True}), ("closed", {"timeout_seconds": 0.5})]:
        try:
            with concurrency(name, occupy=1, **how):
                refused.append(None)
        except Exception as error:
            refused.append(type(error).__name__)
    with concurrency("nobody", occupy=1):
        return refused


async def create_limits():
    async with get_client() as client:
        for limit in [
            {"name": "printer", "limit": 2},
            {"name": "api", "limit": 2, "slot_decay_per_second": 4},
            {"name": "closed", "limit": 1, "active_slots": 1},
        ]:
            await client.create_global_concurrency_limit(GlobalConcurrencyLimitCreate(**limit))
        await client.create_concurrency_limit(tag="database", concurrency_limit=1)


async def read_active_slots():
    async with get_client() as client:
        limits = await client.read_global_concurrency_limits()
    return {limit.name: limit.active_slots for limit in limits}


if __name__ == "__main__":
    asyncio.run(create_limits())
    outcome = {
        "pages": print_pages(),
        "printing_at_once": by_name.most,
        "queries": query_all(),
        "querying_at_once": by_tag.most,
        "seconds_for_six_calls": call_all(),
        "refused": ask_in_vain(),
    }
    # What was taken at a rate comes back with time.
    time.sleep(1)
    print(json.dumps({**outcome, "active_slots": asyncio.run(read_active_slots())}))
