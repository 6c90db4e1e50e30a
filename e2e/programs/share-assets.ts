// Reads what a Python program saved and saves the like for it; prints as JSON what came of it.
import {
  createMarkdownArtifact,
  defineBlock,
  flow,
  getVariable,
  loadBlock,
  Secret,
  secret,
  setVariable,
  Webhook,
} from "reeve";
import { z } from "zod";

class WeatherStation extends defineBlock({
  name: "Weather Station",
  description: "Where the weather is measured.",
  fields: z.object({
    city: z.string(),
    port: z.number().int().default(8080),
    exact: z.boolean().default(false),
    api_key: secret(z.string()),
  }),
}) {}

class WeatherNetwork extends defineBlock({
  name: "Weather Network",
  description: "Stations that stand in for each other.",
  fields: z.object({
    region: z.string(),
    main: z.instanceof(WeatherStation),
    spare: z.instanceof(WeatherStation).nullable().default(null),
  }),
}) {}

const write = flow("Share assets from TypeScript", async () => {
  await new Secret({ value: "from TypeScript" }).save("from-typescript");
  await new Secret({ value: { key: [1, null] } }).save("structured-from-typescript");
  const headers = { token: "typescript's" };
  await new Webhook({ method: "PUT", url: "http://typescript", headers }).save("from-typescript");
  const main = new WeatherStation({ city: "Rome", api_key: "typescript's" });
  await main.save("from-typescript");
  const spare = new WeatherStation({ city: "Bari", api_key: "typescript's" });
  await new WeatherNetwork({ region: "south", main, spare }).save("from-typescript");
  const { S3Bucket } = await import("@reeve/aws");
  await new S3Bucket({ bucket_name: "rides" }).save("from-typescript");
  await setVariable("from-typescript", { limit: 2.5, names: ["b"] });
  await createMarkdownArtifact({ key: "report", markdown: "by TypeScript" });
});

async function read() {
  const { city, port, exact, api_key } = await WeatherStation.load("from-python");
  const { verify, url, headers } = await Webhook.load("from-python");
  const { main, spare } = await WeatherNetwork.load("from-python");
  const secrets = [await Secret.load("from-python"), await Secret.load("structured-from-python")];
  return {
    secrets: secrets.map((each) => each.get()),
    station: [city, port, exact, api_key],
    // Its class comes from the package that nothing here has imported.
    bucket: await loadBlock("s3-bucket/from-typescript"),
    webhook: [verify, url, headers],
    network: [main.city, spare?.city, spare?.api_key],
    variable: await getVariable("from-python"),
  };
}

console.log(JSON.stringify((await (process.argv[2] === "write" ? write() : read())) ?? null));
