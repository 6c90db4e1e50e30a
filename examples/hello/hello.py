"""Breakfast as a flow: tasks that run side by side, one that fails once, a subflow, and logs."""

from time import sleep

from prefect import flow, get_run_logger, task
from prefect.context import get_run_context


@task(name="Boil water")
def boil_water(cups: int):
    get_run_logger().info(f"Heating water for {cups} cups.")
    sleep(0.9)
    return {"cups": cups, "celsius": 96}


@task(name="Grind beans")
def grind_beans(cups: int):
    grams = cups * 15
    sleep(0.6)
    get_run_logger().info(f"Ground {grams} g of beans.")
    return {"grams": grams}


@task(name="Brew coffee")
def brew_coffee(water: dict, beans: dict):
    get_run_logger().info(f"Pouring {water['cups']} cups over {beans['grams']} g.")
    sleep(0.7)
    return {"cups": water["cups"]}


@task(name="Toast bread", retries=2, retry_delay_seconds=0.3)
def toast_bread(slice: int):
    sleep(0.4 + 0.15 * slice)
    # The second slice burns the first time, so that there is a retry to look at.
    if slice == 2 and get_run_context().task_run.run_count == 1:
        raise RuntimeError("The toast is burnt.")
    return {"slice": slice}


@task(name="Lay a place")
def lay_place(guest: str):
    sleep(0.25)
    print(f"A place is laid for {guest}.")
    return {"guest": guest}


@flow(name="Lay the table", log_prints=True)
def lay_table(guests: list[str]):
    return lay_place.map(guests).result()


@task(name="Serve breakfast")
def serve(coffee: dict, toast: list[dict], places: list[dict]):
    sleep(0.3)
    return (
        f"Breakfast is ready: {coffee['cups']} cups of coffee and {len(toast)} slices for {len(places)} guests."
    )


@flow(name="Make breakfast")
def make_breakfast(guests: list[str] = ["Ada", "Grace"]):
    water = boil_water.submit(len(guests))
    beans = grind_beans.submit(len(guests))
    coffee = brew_coffee.submit(water, beans)
    toast = toast_bread.map([1, 2, 3])
    places = lay_table(guests)
    message = serve(coffee, toast, places)
    get_run_logger().info(message)
    return message


if __name__ == "__main__":
    make_breakfast()
