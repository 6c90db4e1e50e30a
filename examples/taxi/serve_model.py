"""Serves the newest model of MLflow over HTTP: POST /predict with a trip answers how long it takes.

    python serve_model.py --port 9696
    curl -d '{"PULocationID": 74, "DOLocationID": 75, "trip_distance": 1.9}' localhost:9696/predict -H content-type:application/json
"""

import argparse
import os
import pickle

import mlflow
import xgboost as xgb
from flask import Flask, jsonify, request
from orchestrate_pre_prefect import MODEL_NAME

FIELDS = {"PULocationID", "DOLocationID", "trip_distance"}


def create_app(tracking_uri: str) -> Flask:
    mlflow.set_tracking_uri(tracking_uri)
    version = mlflow.MlflowClient().search_model_versions(f"name='{MODEL_NAME}'", max_results=1)[0]
    booster = mlflow.xgboost.load_model(f"models:/{MODEL_NAME}/{version.version}")
    with open(mlflow.artifacts.download_artifacts(f"runs:/{version.run_id}/preprocessor/preprocessor.b"), "rb") as file:
        vectorizer = pickle.load(file)
    app = Flask("taxi-duration")

    @app.post("/predict")
    def predict():
        trip = request.get_json()
        missing = FIELDS - set(trip)
        if missing:
            return jsonify(error=f"The trip lacks {', '.join(sorted(missing))}."), 400
        pair = f"{trip['PULocationID']}_{trip['DOLocationID']}"
        features = vectorizer.transform({"PU_DO": pair, "trip_distance": float(trip["trip_distance"])})
        minutes = booster.predict(xgb.DMatrix(features))[0]
        return jsonify(duration=float(minutes), model_version=int(version.version))

    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Serves the newest model.")
    parser.add_argument("--port", type=int, default=9696)
    port = parser.parse_args().port
    create_app(os.environ.get("MLFLOW_TRACKING_URI", "sqlite:///mlflow.db")).run(port=port)
