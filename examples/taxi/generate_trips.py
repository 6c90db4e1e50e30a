"""Makes months of green-taxi trips: the columns of New York's TLC, relations like those of real trips, dirty rows.

Equal seeds make equal trips. They are written to PostgreSQL, to Parquet files, or to both:

    python generate_trips.py --rows 20000 --months 2023-01,2023-02 --database-url postgresql://… --folder data
"""

import argparse
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import psycopg

TABLE = "green_tripdata"
ZONES = 263
# Trips are made and written so many at a time: ten million take no more memory than these.
CHUNK = 250_000

COLUMNS = {
    "VendorID": "integer",
    "lpep_pickup_datetime": "timestamp",
    "lpep_dropoff_datetime": "timestamp",
    "store_and_fwd_flag": "text",
    "RatecodeID": "integer",
    "PULocationID": "integer",
    "DOLocationID": "integer",
    "passenger_count": "integer",
    "trip_distance": "double precision",
    "fare_amount": "double precision",
    "extra": "double precision",
    "mta_tax": "double precision",
    "tip_amount": "double precision",
    "tolls_amount": "double precision",
    "ehail_fee": "double precision",
    "improvement_surcharge": "double precision",
    "total_amount": "double precision",
    "payment_type": "integer",
    "trip_type": "integer",
    "congestion_surcharge": "double precision",
}


class City:
    """Where zones lie, how often they are asked for, and how slow their streets are: the same for every month."""

    def __init__(self, seed: int):
        random = np.random.default_rng([seed, 0])
        self.place = random.uniform(0, 12, size=(ZONES, 2))
        demand = 1 / np.arange(1, ZONES + 1) ** 1.1
        self.pickups = random.permutation(demand / demand.sum())
        self.dropoffs = random.permutation(demand / demand.sum())
        self.slowness = random.lognormal(0, 0.15, size=ZONES)

    def trips(self, month: str, rows: int, seed: int) -> Iterator[pd.DataFrame]:
        start = pd.Timestamp(f"{month}-01")
        random = np.random.default_rng([seed, start.year, start.month])
        for first in range(0, rows, CHUNK):
            yield self._chunk(start, min(CHUNK, rows - first), random)

    def _chunk(self, start: pd.Timestamp, rows: int, random: np.random.Generator) -> pd.DataFrame:
        pickup_zone = random.choice(ZONES, rows, p=self.pickups)
        dropoff_zone = random.choice(ZONES, rows, p=self.dropoffs)
        hour = random.choice(24, rows, p=_demand_by_hour())
        day = random.integers(0, start.days_in_month, rows)
        seconds = day * 86_400 + hour * 3_600 + random.integers(0, 3_600, rows)
        air = np.linalg.norm(self.place[pickup_zone] - self.place[dropoff_zone], axis=1)
        distance = np.round(0.5 + air * 0.6 * random.lognormal(0.2, 0.12, rows), 2)
        slowness = np.sqrt(self.slowness[pickup_zone] * self.slowness[dropoff_zone])
        minutes = 2 + distance / _miles_per_minute(hour) * slowness * random.lognormal(0, 0.18, rows)
        fare = np.round(3 + 2.5 * distance + 0.35 * minutes, 1)
        tip = np.where(random.random(rows) < 0.6, np.round(fare * random.uniform(0.1, 0.3, rows), 2), 0.0)
        tolls = np.where(random.random(rows) < 0.03, 6.55, 0.0)
        pickup = start + pd.to_timedelta(seconds, unit="s")
        trips = pd.DataFrame(
            {
                "VendorID": random.integers(1, 3, rows),
                "lpep_pickup_datetime": pickup,
                "lpep_dropoff_datetime": pickup + pd.to_timedelta(np.round(minutes * 60), unit="s"),
                "store_and_fwd_flag": np.where(random.random(rows) < 0.005, "Y", "N"),
                "RatecodeID": np.where(random.random(rows) < 0.05, 5, 1),
                "PULocationID": pickup_zone + 1,
                "DOLocationID": dropoff_zone + 1,
                "passenger_count": pd.array(random.choice([1, 2, 3, 5], rows, p=[0.8, 0.12, 0.05, 0.03]), "Int64"),
                "trip_distance": distance,
                "fare_amount": fare,
                "extra": np.where((hour >= 16) & (hour < 20), 2.5, 0.0),
                "mta_tax": 0.5,
                "tip_amount": tip,
                "tolls_amount": tolls,
                "ehail_fee": np.nan,
                "improvement_surcharge": 1.0,
                "total_amount": np.round(fare + tip + tolls + 1.5, 2),
                "payment_type": random.integers(1, 3, rows),
                "trip_type": 1,
                "congestion_surcharge": np.where(random.random(rows) < 0.3, 2.75, 0.0),
            },
        )
        return _soil(trips, random)


def _demand_by_hour() -> np.ndarray:
    demand = 1 + np.exp(-((np.arange(24) - 18) ** 2) / 18) * 3 + np.exp(-((np.arange(24) - 8) ** 2) / 8) * 2
    return demand / demand.sum()


def _miles_per_minute(hour: np.ndarray) -> np.ndarray:
    rush = np.exp(-((hour - 17) ** 2) / 8) + np.exp(-((hour - 8) ** 2) / 4)
    return (20 - 8 * rush) / 60


def _soil(trips: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """What real months hold as well: meters left running, trips that end before they begin, unknown counts."""
    rows = len(trips)
    left_running = random.random(rows) < 0.004
    trips.loc[left_running, "lpep_dropoff_datetime"] += pd.Timedelta(hours=20)
    backwards = random.random(rows) < 0.002
    trips.loc[backwards, "lpep_dropoff_datetime"] = trips.loc[backwards, "lpep_pickup_datetime"] - pd.Timedelta("5min")
    trips.loc[random.random(rows) < 0.05, ["passenger_count"]] = pd.NA
    refunded = random.random(rows) < 0.002
    trips.loc[refunded, ["fare_amount", "total_amount"]] *= -1
    trips.loc[random.random(rows) < 0.003, "trip_distance"] = 0.0
    return trips


def write_to_database(url: str, months: list[str], rows: int, seed: int) -> None:
    """Makes the table anew, with so many rows of each month."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    city = City(seed)
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(f"CREATE TABLE {TABLE} (id bigint GENERATED ALWAYS AS IDENTITY, {columns})")
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        with cursor.copy(f"COPY {TABLE} ({names}) FROM STDIN (FORMAT csv)") as copy:
            for month in months:
                for trips in city.trips(month, rows, seed):
                    text = io.StringIO()
                    trips.to_csv(text, header=False, index=False)
                    copy.write(text.getvalue())
        cursor.execute(f"CREATE INDEX ON {TABLE} (lpep_pickup_datetime)")


def write_to_folder(folder: Path, months: list[str], rows: int, seed: int) -> list[Path]:
    """Writes a Parquet file a month, named as the TLC names them."""
    folder.mkdir(parents=True, exist_ok=True)
    city = City(seed)
    paths = [folder / f"green_tripdata_{month}.parquet" for month in months]
    for month, path in zip(months, paths):
        pd.concat(city.trips(month, rows, seed), ignore_index=True).to_parquet(path)
    return paths


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Makes months of green-taxi trips.")
    parser.add_argument("--rows", type=int, default=20_000, help="how many in all, shared among the months")
    parser.add_argument("--months", default="2023-01,2023-02", help="which, as in 2023-01,2023-02")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--database-url", help="of the PostgreSQL in which the table is made anew")
    parser.add_argument("--folder", type=Path, help="where a Parquet file a month is written")
    given = parser.parse_args()
    if not given.database_url and not given.folder:
        parser.error("nowhere to write to: name a --database-url or a --folder")
    months = given.months.split(",")
    each = given.rows // len(months)
    if given.database_url:
        write_to_database(given.database_url, months, each, given.seed)
    if given.folder:
        write_to_folder(given.folder, months, each, given.seed)
    print(f"Made {each * len(months):,} trips of {given.months}.")
