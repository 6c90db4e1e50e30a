// The taxi pipeline in TypeScript, with its training in Python: one run graph of both.
import { createMarkdownArtifact, flow, logger, pythonFlow, type TaskFuture, task } from "reeve";
import { z } from "zod";
import { DurationModel } from "./duration-model.ts";
import { MlflowClient } from "./mlflow-client.ts";
import { copyMonth, lookAtMonth, type MonthState, readFeatures, writeFeatures } from "./trips.ts";

const DATABASE_URL = process.env.TAXI_DATABASE_URL ?? "postgresql://127.0.0.1:5432/taxi";
const MLFLOW = process.env.MLFLOW_TRACKING_URI ?? "http://127.0.0.1:5000";
const FOLDER = "data/typescript";
// What asks the database is tried again as reads from the internet are.
const RETRIED = { retries: 3, retryDelay: "2s" } as const;

const lookAt = task("look_at_month", RETRIED, (month: string) => lookAtMonth(DATABASE_URL, month));

/** A file made of a month's trips; what tells one state of the month from another goes with it, for the caches. */
type MonthFile = MonthState & { path: string };

const fetchMonth = task(
  "fetch_month",
  { ...RETRIED, cache: "inputs" },
  async (month: string, state: MonthState): Promise<MonthFile> => {
    const path = `${FOLDER}/green_tripdata_${month}.parquet`;
    await copyMonth(DATABASE_URL, month, path);
    logger().info(`${month}: ${state.count.toLocaleString("en")} trips`);
    return { ...state, path };
  },
);

type Features = MonthFile & { trips: number };

const addFeatures = task("add_features", { cache: "inputs" }, async (file: MonthFile): Promise<Features> => {
  const path = file.path.replace(".parquet", ".features.parquet");
  return { ...file, path, trips: await writeFeatures(file.path, path) };
});

const trainFeatures = pythonFlow<{ train_path: string; val_path: string; boost_rounds: number }, number>(
  new URL("train_features.py:train_features", import.meta.url).pathname,
);

const trainModel = task(
  "train_model",
  { cache: "inputs" },
  (train: Features, validation: Features, boostRounds: number): Promise<number> =>
    trainFeatures({ train_path: train.path, val_path: validation.path, boost_rounds: boostRounds }),
);

/** The error of the model that MLflow has, as it predicts in TypeScript; noted beside Python's. */
const scoreModel = task("score_model", RETRIED, async (validation: Features) => {
  const mlflow = new MlflowClient(MLFLOW);
  const model = await DurationModel.loadNewest(mlflow);
  let squares = 0;
  for await (const trips of readFeatures(validation.path)) {
    for (const trip of trips) squares += (model.predict(trip) - trip.duration) ** 2;
  }
  const rmse = Math.sqrt(squares / validation.trips);
  await mlflow.logMetric(model.runId, "rmse_typescript", rmse);
  logger().info(`Version ${model.version} is wrong by ${rmse.toFixed(2)} minutes (RMSE) in TypeScript too.`);
  return { rmse, version: model.version };
});

const MONTH = z.string().regex(/^\d{4}-\d{2}$/, "is no month, such as 2023-01");

/** Trains the model on the trips of one month and measures it on those of another, in both languages. */
export const trainFlow = flow(
  "train-flow",
  {
    description: "Trains the model of how long a trip takes: data in TypeScript, training in Python.",
    parameters: z.object({
      trainMonth: MONTH.default("2023-01").describe("The month it learns from."),
      valMonth: MONTH.default("2023-02").describe("The month it is measured on."),
      boostRounds: z.number().int().min(1).max(1000).default(50).describe("How many trees at most."),
    }),
  },
  async ({ trainMonth, valMonth, boostRounds }) => {
    const [train, validation] = [trainMonth, valMonth].map((month) =>
      addFeatures.submit(fetchMonth.submit(month, lookAt.submit(month))),
    ) as [TaskFuture<Features>, TaskFuture<Features>];
    const rmse = await trainModel(train, validation, boostRounds);
    const scored = await scoreModel(validation);
    await createMarkdownArtifact({ key: "duration-model-report", markdown: report(rmse, scored.rmse) });
    return { python: rmse, typescript: scored.rmse, version: scored.version };
  },
);

const report = (python: number, typescript: number): string => `# RMSE Report

## Summary

Duration Prediction

## RMSE XGBoost Model

| Region    | Python | TypeScript |
|:----------|-------:|-----------:|
| ${new Date().toISOString().slice(0, 10)} | ${python.toFixed(2)} | ${typescript.toFixed(2)} |
`;

if (import.meta.main) await trainFlow();
