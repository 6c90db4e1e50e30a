// Predicts how long trips take, from data in a bucket, and reports how far off the predictions are.
import { readFile } from "node:fs/promises";
import { S3Bucket } from "@reeve/aws";
import { createMarkdownArtifact, flow, task } from "reeve";
import { z } from "zod";

type Trip = { distance: number; duration: number };

const readData = task("Read data", { retries: 3, retryDelay: "2s" }, async (filename: string) => {
  const [header = "", ...rows] = (await readFile(filename, "utf8")).trim().split(/\r?\n/);
  const at = {
    distance: header.split(",").indexOf("distance"),
    duration: header.split(",").indexOf("duration"),
  };
  return rows.map((row): Trip => {
    const values = row.split(",").map(Number);
    return { distance: values[at.distance]!, duration: values[at.duration]! };
  });
});

const addFeatures = task("Add features", async (trips: Trip[]) =>
  trips.filter(({ duration }) => duration >= 1 && duration <= 60),
);

const trainBestModel = task("Train best model", { logPrints: true }, async (train: Trip[], val: Trip[]) => {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanDistance = mean(train.map(({ distance }) => distance));
  const meanDuration = mean(train.map(({ duration }) => duration));
  const slope =
    mean(train.map(({ distance, duration }) => (distance - meanDistance) * (duration - meanDuration))) /
    mean(train.map(({ distance }) => (distance - meanDistance) ** 2));
  const predict = (distance: number) => meanDuration + slope * (distance - meanDistance);
  const rmse = Math.sqrt(mean(val.map(({ distance, duration }) => (predict(distance) - duration) ** 2)));
  console.log(`RMSE: ${rmse.toFixed(2)}`);

  const rows = `| ${new Date().toISOString().slice(0, 10)} | ${rmse.toFixed(2)} |`;
  const table = `| Region    | RMSE |\n|:----------|-------:|\n${rows}\n`;
  const markdown = `# RMSE Report\n\n## Summary\n\nDuration Prediction\n\n## RMSE XGBoost Model\n\n${table}`;
  await createMarkdownArtifact({ key: "duration-model-report", markdown });
});

const mainFlowS3 = flow(
  "main-flow-s3",
  {
    parameters: z.object({
      trainPath: z.string().default("./data/green_tripdata_2021-01.csv"),
      valPath: z.string().default("./data/green_tripdata_2021-02.csv"),
    }),
  },
  async ({ trainPath, valPath }) => {
    const s3BucketBlock = await S3Bucket.load("s3-bucket-block");
    await s3BucketBlock.downloadFolderToPath("data", "data");

    const train = await addFeatures(readData.submit(trainPath));
    const val = await addFeatures(readData.submit(valPath));
    await trainBestModel(train, val);
  },
);

await mainFlowS3({});
