"""A task that is tried again when its endpoint fails; start the facts server first."""

import os

import httpx
from prefect import flow, task

FACTS_URL = os.environ.get("FACTS_URL", "http://127.0.0.1:4300")


@task(retries=4, retry_delay_seconds=0.1, log_prints=True)
def fetch_cat_fact():
    # An endpoint that is designed to fail sporadically
    cat_fact = httpx.get(f"{FACTS_URL}/sporadic-cat-fact")
    if cat_fact.status_code >= 400:
        raise Exception()
    print(cat_fact.text)


@flow
def fetch():
    fetch_cat_fact()


if __name__ == "__main__":
    fetch()
