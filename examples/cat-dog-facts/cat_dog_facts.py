"""A flow made of two subflows; start the facts server first."""

import os

import httpx
from prefect import flow

FACTS_URL = os.environ.get("FACTS_URL", "http://127.0.0.1:4300")


@flow
def fetch_cat_fact():
    """A flow that gets a cat fact"""
    return httpx.get(f"{FACTS_URL}/fact?max_length=140").json()["fact"]


@flow
def fetch_dog_fact():
    """A flow that gets a dog fact"""
    return httpx.get(
        f"{FACTS_URL}/api/v2/facts",
        headers={"accept": "application/json"},
    ).json()["data"][0]["attributes"]["body"]


@flow(log_prints=True)
def animal_facts():
    cat_fact = fetch_cat_fact()
    dog_fact = fetch_dog_fact()
    print(f"🐱: {cat_fact} \n🐶: {dog_fact}")


if __name__ == "__main__":
    animal_facts()
