// Reads what a Python program saved and saves the like for it; prints as JSON what came of it.
import { createMarkdownArtifact, defineBlock, flow, getVariable, Secret, secret, setVariable } from "reeve";
import { z } from "zod";

const WeatherStation = defineBlock({
  name: "Weather Station",
  description: "Where the weather is measured.",
  fields: z.object({
    city: z.string(),
    port: z.number().int().default(8080),
    exact: z.boolean().default(false),
    api_key: secret(z.string()),
  }),
});

const write = flow("Share assets from TypeScript", async () => {
  await new Secret({ value: "from TypeScript" }).save("from-typescript");
  await new Secret({ value: { key: [1, null] } }).save("structured-from-typescript");
  await new WeatherStation({ city: "Rome", api_key: "typescript's" }).save("from-typescript");
  await setVariable("from-typescript", { limit: 2.5, names: ["b"] });
  await createMarkdownArtifact({ key: "report", markdown: "by TypeScript" });
});

async function read() {
  const { city, port, exact, api_key } = await WeatherStation.load("from-python");
  const secrets = [await Secret.load("from-python"), await Secret.load("structured-from-python")];
  return {
    secrets: secrets.map((each) => each.get()),
    station: [city, port, exact, api_key],
    variable: await getVariable("from-python"),
  };
}

console.log(JSON.stringify((await (process.argv[2] === "write" ? write() : read())) ?? null));
