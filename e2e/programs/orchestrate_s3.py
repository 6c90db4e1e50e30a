"""Predicts how long trips take, from data in a bucket, and reports how far off the predictions are."""

import csv
import math
from datetime import date

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect_aws import S3Bucket


@task(retries=3, retry_delay_seconds=2)
def read_data(filename: str) -> list[dict]:
    with open(filename, newline="") as file:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]


@task
def add_features(trips: list[dict]) -> list[tuple[float, float]]:
    return [(trip["distance"], trip["duration"]) for trip in trips if 1 <= trip["duration"] <= 60]


@task(log_prints=True)
def train_best_model(train: list[tuple[float, float]], val: list[tuple[float, float]]) -> None:
    distances, durations = zip(*train)
    mean_distance, mean_duration = sum(distances) / len(train), sum(durations) / len(train)
    slope = sum((x - mean_distance) * (y - mean_duration) for x, y in train) / sum(
        (x - mean_distance) ** 2 for x in distances
    )
    predict = lambda x: mean_duration + slope * (x - mean_distance)
    rmse = math.sqrt(sum((predict(x) - y) ** 2 for x, y in val) / len(val))
    print(f"RMSE: {rmse:.2f}")

    markdown__rmse_report = f"""# RMSE Report

## Summary

Duration Prediction

## RMSE XGBoost Model

| Region    | RMSE |
|:----------|-------:|
| {date.today()} | {rmse:.2f} |
"""
    create_markdown_artifact(key="duration-model-report", markdown=markdown__rmse_report)


@flow
def main_flow_s3(train_path: str = "./data/green_tripdata_2021-01.csv", val_path: str = "./data/green_tripdata_2021-02.csv"):
    s3_bucket_block = S3Bucket.load("s3-bucket-block")
    s3_bucket_block.download_folder_to_path(from_folder="data", to_folder="data")

    train = add_features(read_data(train_path))
    val = add_features(read_data(val_path))
    train_best_model(train, val)


if __name__ == "__main__":
    main_flow_s3()
