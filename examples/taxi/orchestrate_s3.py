"""The training on files that lie in an S3 bucket, with a report of its error as an artifact."""

from datetime import date

from orchestrate import add_features, read_data, train_best_model
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect_aws import S3Bucket


@task
def report_rmse(rmse: float) -> None:
    """Shows the error of the model with the run, and as the newest of all such reports."""
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
def main_flow_s3(
    train_path: str = "./data/green_tripdata_2023-01.parquet",
    val_path: str = "./data/green_tripdata_2023-02.parquet",
    boost_rounds: int = 50,
) -> float:
    """Fetches the months from the bucket, trains the model and reports its error."""
    s3_bucket_block = S3Bucket.load("s3-bucket-block")
    s3_bucket_block.download_folder_to_path(from_folder="data", to_folder="data")
    df_train = read_data(train_path)
    df_val = read_data(val_path)
    X_train, X_val, y_train, y_val, dv = add_features(df_train, df_val)
    rmse = train_best_model(X_train, X_val, y_train, y_val, dv, boost_rounds)
    report_rmse(rmse)
    return rmse


if __name__ == "__main__":
    main_flow_s3()
