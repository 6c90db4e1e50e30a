"""Brings months of trips from PostgreSQL into Parquet files; a month that has not changed is not fetched again."""

import os
from pathlib import Path

import pandas as pd
import psycopg
import pyarrow as pa
import pyarrow.csv
from prefect import flow, task
from prefect.cache_policies import INPUTS

DATABASE_URL = os.environ.get("TAXI_DATABASE_URL", "postgresql://127.0.0.1:5432/taxi")
OF_MONTH = "FROM green_tripdata WHERE lpep_pickup_datetime >= %s AND lpep_pickup_datetime < %s"
# Where all of a chunk's rows are empty, their type could not be told.
TYPES = {"ehail_fee": pa.float64(), "passenger_count": pa.int64()}


def span_of(month: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    start = pd.Timestamp(f"{month}-01")
    return start, start + pd.offsets.MonthBegin()


@task(retries=3, retry_delay_seconds=2)
def look_at_month(month: str) -> tuple[int, int]:
    """How many trips the month has, and which came in last: another answer means that its trips changed."""
    with psycopg.connect(DATABASE_URL) as connection:
        count, newest = connection.execute(f"SELECT count(*), max(id) {OF_MONTH}", span_of(month)).fetchone()
    if count == 0:
        raise ValueError(f"The database has no trips of {month}.")
    return count, newest


@task(retries=3, retry_delay_seconds=2, cache_policy=INPUTS, log_prints=True)
def query_month(month: str, state: tuple[int, int]) -> pd.DataFrame:
    """The trips of a month as a data frame."""
    sink = pa.BufferOutputStream()
    with psycopg.connect(DATABASE_URL) as connection, connection.cursor() as cursor:
        with cursor.copy(f"COPY (SELECT * {OF_MONTH}) TO STDOUT (FORMAT csv, HEADER)", span_of(month)) as rows:
            for data in rows:
                sink.write(data)
    table = pa.csv.read_csv(
        pa.BufferReader(sink.getvalue()),
        convert_options=pa.csv.ConvertOptions(column_types=TYPES),
    )
    print(f"{month}: {table.num_rows:,} trips")
    return table.drop_columns("id").to_pandas()


@task
def save_parquet(trips: pd.DataFrame, path: str) -> str:
    """Writes the trips where the training reads them."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    trips.to_parquet(path)
    return path


@flow
def extract_trips(months: list[str], folder: str = "data") -> list[str]:
    """A Parquet file for each month; answers their paths."""
    states = look_at_month.map(months)
    trips = query_month.map(months, states)
    paths = [f"{folder}/green_tripdata_{month}.parquet" for month in months]
    return save_parquet.map(trips, paths).result()
