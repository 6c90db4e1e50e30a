"""The training alone, as a flow: on features that another program made, such as one in TypeScript."""

import pandas as pd
from orchestrate_pre_prefect import train_best_model
from prefect import flow
from sklearn.feature_extraction import DictVectorizer


@flow(log_prints=True, persist_result=True, result_serializer="json")
def train_features(train_path: str, val_path: str, boost_rounds: int = 50) -> float:
    """Trains the model on the features of one file and measures it on those of another."""
    df_train = pd.read_parquet(train_path)
    df_val = pd.read_parquet(val_path)
    features = ["PU_DO", "trip_distance"]
    dv = DictVectorizer()
    X_train = dv.fit_transform(df_train[features].to_dict(orient="records"))
    X_val = dv.transform(df_val[features].to_dict(orient="records"))
    return train_best_model(
        X_train, X_val, df_train.duration.values, df_val.duration.values, dv, boost_rounds
    )
