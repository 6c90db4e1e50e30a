"""Flows on the `prefect` package that make artifacts of every type, run subflows, are tried again, and fail."""

from prefect import flow, task
from prefect.artifacts import (
    create_image_artifact,
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.logging import get_run_logger

CHART = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 320 120'>"
    "<rect width='320' height='120' fill='%23f4f5f7'/>"
    "<polyline points='10,100 60,82 110,88 160,60 210,52 260,30 310,22' fill='none' stroke='%234a4fd8' stroke-width='3'/>"
    "</svg>"
)
tries = {"fetch": 0}


@task(retries=2, retry_delay_seconds=0.2)
def fetch_rides(month: str):
    tries["fetch"] += 1
    if tries["fetch"] == 1:
        raise ConnectionError(f"The rides of {month} are not there yet.")
    return [12.4, 8.1, 23.9, 5.5]


@task
def train(rides: list[float], rounds: int):
    progress = create_progress_artifact(key="training", progress=0.0, description="Rounds of training")
    for done in range(1, 5):
        update_progress_artifact(artifact_id=progress, progress=done * 25.0)
        get_run_logger().info("round %s of %s, rmse %.3f", done * rounds // 4, rounds, 6.4 - done * 0.3)
    return 5.199


@task
def report(month: str, rmse: float):
    create_markdown_artifact(
        key="duration-model-report",
        description=f"How good the model of {month} is",
        markdown=f"# RMSE of ride durations\n\nMonth **{month}**\n\n| Region | RMSE |\n|:--|--:|\n| New York | {rmse:.2f} |\n\n"
        "```python\nmodel.predict(rides)\n```\n\n- trained on 4 rides\n- [the data](https://www.nyc.gov/tlc)\n",
    )
    create_table_artifact(
        key="rides-per-zone",
        description="The busiest zones",
        table=[{"zone": f"Zone {number}", "rides": 900 - number * 17, "share": round(0.9 / number, 3)} for number in range(1, 31)],
    )
    create_link_artifact(key="dashboard", link="https://example.com/rides", link_text="The dashboard of rides")
    create_image_artifact(key="rmse-over-time", image_url=CHART, description="RMSE of the last seven months")


@flow(log_prints=True)
def check_report(month: str):
    print(f"The report of {month} is complete.")


@flow(name="taxi-report", log_prints=True)
def taxi_report(month: str = "2023-03", rounds: int = 100):
    rides = fetch_rides(month)
    report(month, train(rides, rounds))
    check_report(month)


@task
def read_prices(path: str):
    raise ValueError("column 'price' has 12 empty values")


@flow(name="read-prices")
def read_all_prices(path: str = "s3://shop/prices.parquet"):
    read_prices(path)


if __name__ == "__main__":
    for month in ["2023-01", "2023-02", "2023-03"]:
        taxi_report(month)
    read_all_prices(return_state=True)
