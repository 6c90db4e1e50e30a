import type { MlflowClient } from "./mlflow-client.ts";
import { XgboostModel } from "./xgboost-model.ts";

/** What the model needs to know of a trip; the distance is in miles. */
export type Trip = { PULocationID: number; DOLocationID: number; trip_distance: number };

export const MODEL_NAME = "taxi-duration";

/** The newest model of how long a trip takes, with the numbers of its features. */
export class DurationModel {
  readonly version: number;
  readonly runId: string;
  readonly #model: XgboostModel;
  readonly #columns: ReadonlyMap<string, number>;

  constructor(version: number, runId: string, model: XgboostModel, features: readonly string[]) {
    this.version = version;
    this.runId = runId;
    this.#model = model;
    this.#columns = new Map(features.map((name, column) => [name, column]));
  }

  static async loadNewest(mlflow: MlflowClient): Promise<DurationModel> {
    const { version, run_id } = await mlflow.latestVersion(MODEL_NAME);
    const [model, features] = await Promise.all([
      mlflow.readArtifact(run_id, "portable/model.json"),
      mlflow.readArtifact(run_id, "portable/features.json"),
    ]);
    return new DurationModel(Number(version), run_id, new XgboostModel(model), JSON.parse(features));
  }

  /** How many minutes the trip will take. */
  predict({ PULocationID, DOLocationID, trip_distance }: Trip): number {
    const row = new Map<number, number>();
    const pair = this.#columns.get(`PU_DO=${PULocationID}_${DOLocationID}`);
    if (pair !== undefined) row.set(pair, 1);
    row.set(this.#columns.get("trip_distance")!, trip_distance);
    return this.#model.predict(row);
  }
}
