"""The whole pipeline: trips out of PostgreSQL, into Parquet, into a model in MLflow, and a report of it."""

from extract_trips import extract_trips
from orchestrate import main_flow
from orchestrate_s3 import report_rmse
from prefect import flow


@flow
def taxi_pipeline(
    train_month: str = "2023-01", val_month: str = "2023-02", boost_rounds: int = 50
) -> float:
    """Trains the model on the trips of one month and measures it on those of another."""
    train_path, val_path = extract_trips([train_month, val_month])
    rmse = main_flow(train_path, val_path, boost_rounds)
    report_rmse(rmse)
    return rmse


if __name__ == "__main__":
    taxi_pipeline()
