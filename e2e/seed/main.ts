// npm run seed -- --home FOLDER    two weeks of runs and everything else, in a home that no server uses
// npm run seed -- --url URL        everything but the past, on a server that runs
import { parseArgs } from "node:util";
import { startReeveServer } from "../support/reeve-server.ts";
import { seedHistory } from "./history.ts";
import { seedPresent } from "./present.ts";

const { values } = parseArgs({ options: { home: { type: "string" }, url: { type: "string" } } });

const tell = (does: string) => console.log(`${does} …`);

if (values.url) await seedPresent(values.url, tell);
else if (values.home) await seedHome(values.home);
else {
  console.error("Say what to fill: --home FOLDER, or --url http://127.0.0.1:4200/api");
  process.exitCode = 2;
}

async function seedHome(home: string): Promise<void> {
  tell("Two weeks of runs");
  await seedHistory(home, {});
  await using server = await startReeveServer(home);
  await seedPresent(server.apiUrl, tell);
  console.log(`Done. REEVE_HOME=${home} npm start serves it.`);
}
