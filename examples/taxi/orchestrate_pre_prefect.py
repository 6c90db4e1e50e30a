"""Trains a model that predicts how long a taxi trip takes: a plain program, without any orchestration."""

import json
import os
import pickle
import tempfile
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
import scipy.sparse
import xgboost as xgb
from sklearn.feature_extraction import DictVectorizer
from sklearn.metrics import root_mean_squared_error

MODEL_NAME = "taxi-duration"
MODEL_PARAMETERS = {
    "learning_rate": 0.2,
    "max_depth": 10,
    "min_child_weight": 1.06,
    "objective": "reg:squarederror",
    "reg_alpha": 0.018,
    "reg_lambda": 0.012,
    "seed": 42,
}


def read_data(filename: str) -> pd.DataFrame:
    """The trips of a file that took between a minute and an hour, with their duration in minutes."""
    trips = pd.read_parquet(filename)
    took = trips.lpep_dropoff_datetime - trips.lpep_pickup_datetime
    trips["duration"] = took.dt.total_seconds() / 60
    trips = trips[(trips.duration >= 1) & (trips.duration <= 60)].copy()
    zones = ["PULocationID", "DOLocationID"]
    trips[zones] = trips[zones].astype(str)
    return trips


def add_features(
    df_train: pd.DataFrame, df_val: pd.DataFrame
) -> tuple[scipy.sparse.csr_matrix, scipy.sparse.csr_matrix, np.ndarray, np.ndarray, DictVectorizer]:
    """Features of both sets: the distance, and a column for each pair of zones that occurs in training."""

    def features(trips: pd.DataFrame) -> list[dict]:
        pairs = trips.PULocationID + "_" + trips.DOLocationID
        return [
            {"PU_DO": pair, "trip_distance": distance}
            for pair, distance in zip(pairs, trips.trip_distance)
        ]

    vectorizer = DictVectorizer()
    X_train = vectorizer.fit_transform(features(df_train))
    X_val = vectorizer.transform(features(df_val))
    return X_train, X_val, df_train.duration.values, df_val.duration.values, vectorizer


def train_best_model(
    X_train: scipy.sparse.csr_matrix,
    X_val: scipy.sparse.csr_matrix,
    y_train: np.ndarray,
    y_val: np.ndarray,
    dv: DictVectorizer,
    boost_rounds: int = 50,
) -> float:
    """Trains with the best known parameters, tracks it in MLflow, and answers the error in minutes (RMSE)."""
    mlflow.set_tracking_uri(os.environ.get("MLFLOW_TRACKING_URI", "sqlite:///mlflow.db"))
    mlflow.set_experiment("nyc-taxi-experiment")
    with mlflow.start_run():
        mlflow.log_params(MODEL_PARAMETERS)
        validation = xgb.DMatrix(X_val, label=y_val)
        booster = xgb.train(
            params=MODEL_PARAMETERS,
            dtrain=xgb.DMatrix(X_train, label=y_train),
            num_boost_round=boost_rounds,
            evals=[(validation, "validation")],
            early_stopping_rounds=10,
            verbose_eval=10,
        )
        rmse = float(root_mean_squared_error(y_val, booster.predict(validation)))
        mlflow.log_metric("rmse", rmse)
        print(f"The model is wrong by {rmse:.2f} minutes (RMSE).")
        log_preprocessor(dv)
        log_for_other_languages(booster, dv)
        # Named here, for MLflow would start a Python to find out.
        requirements = [f"xgboost-cpu=={xgb.__version__}"]
        mlflow.xgboost.log_model(
            booster,
            name="models_mlflow",
            registered_model_name=MODEL_NAME,
            pip_requirements=requirements,
        )
    return rmse


def log_preprocessor(dv: DictVectorizer) -> None:
    """Puts what turns trips into features beside the model."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "preprocessor.b")
        path.write_bytes(pickle.dumps(dv))
        mlflow.log_artifact(path, artifact_path="preprocessor")


def log_for_other_languages(booster: xgb.Booster, dv: DictVectorizer) -> None:
    """The model and the names of its features as JSON, by which a program in TypeScript predicts the same."""
    with tempfile.TemporaryDirectory() as folder:
        booster.save_model(Path(folder, "model.json"))
        Path(folder, "features.json").write_text(json.dumps(dv.get_feature_names_out().tolist()))
        mlflow.log_artifacts(folder, artifact_path="portable")


def main_flow(
    train_path: str = "./data/green_tripdata_2023-01.parquet",
    val_path: str = "./data/green_tripdata_2023-02.parquet",
    boost_rounds: int = 50,
) -> float:
    """Reads both months, makes features of them and trains the model."""
    df_train = read_data(train_path)
    df_val = read_data(val_path)
    X_train, X_val, y_train, y_val, dv = add_features(df_train, df_val)
    return train_best_model(X_train, X_val, y_train, y_val, dv, boost_rounds)


if __name__ == "__main__":
    main_flow()
