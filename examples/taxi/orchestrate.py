"""The training of `orchestrate_pre_prefect.py` as a flow: retried, logged, and not repeated while its data stay."""

from hashlib import sha256
from pathlib import Path

import orchestrate_pre_prefect as plain
from prefect import flow, task
from prefect.context import FlowRunContext, TaskRunContext


def same_file(context: TaskRunContext, parameters: dict) -> str:
    """Equal while the file holds the same, whatever its name."""
    return f"{context.task.name}-{content_of(parameters['filename'])}"


def same_files(context: TaskRunContext, parameters: dict) -> str:
    """Equal while the files and settings of the flow are: what its tasks hand on follows from those."""
    given = FlowRunContext.get().parameters
    contents = [content_of(given["train_path"]), content_of(given["val_path"])]
    rounds = parameters.get("boost_rounds")
    return f"{context.task.name}-{sha256(repr((contents, rounds)).encode()).hexdigest()}"


def content_of(path: str) -> str:
    return sha256(Path(path).read_bytes()).hexdigest()


# retries opening 3 times + delay for when data is obtained from the internet
read_data = task(retries=3, retry_delay_seconds=2, cache_key_fn=same_file)(plain.read_data)

add_features = task(cache_key_fn=same_files)(plain.add_features)

# logs all console outputs
train_best_model = task(log_prints=True, cache_key_fn=same_files)(plain.train_best_model)


@flow
def main_flow(
    train_path: str = "./data/green_tripdata_2023-01.parquet",
    val_path: str = "./data/green_tripdata_2023-02.parquet",
    boost_rounds: int = 50,
) -> float:
    """Trains the model of how long a trip takes, on one month, and measures it on another."""
    df_train = read_data(train_path)
    df_val = read_data(val_path)
    X_train, X_val, y_train, y_val, dv = add_features(df_train, df_val)
    return train_best_model(X_train, X_val, y_train, y_val, dv, boost_rounds)


if __name__ == "__main__":
    main_flow()
