// npm run screenshots -- --home FOLDER [--only NAME] [--to FOLDER]
// Pictures every page of a server on a seeded home: light, dark, and as wide as a phone.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Client, createClient } from "@reeve/client";
import type { Browser } from "playwright-core";
import { fromRoot } from "../../scripts/set-up/root.mjs";
import { launchBrowser } from "../support/browser.ts";
import { startReeveServer } from "../support/reeve-server.ts";
import { makeTemporaryDirectory } from "../support/temporary-directory.ts";
import { type Pictured, pagesOf } from "./pages.ts";
import { shrinkPng } from "./shrink-png.ts";

const LOOKS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "narrow", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

const WAIT_MS = 15_000;
// The pool whose worker the seed has made.
const POOL = "zoompool";

const { values } = parseArgs({
  options: { home: { type: "string" }, only: { type: "string" }, to: { type: "string" } },
});

if (!values.home) {
  console.error("Say which seeded home to picture: --home FOLDER; npm run seed -- --home FOLDER makes one.");
  process.exitCode = 2;
} else {
  await takeScreenshots(values.home, values.to ?? fromRoot("docs/screenshots"), values.only);
}

async function takeScreenshots(home: string, folder: string, only: string | undefined): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await using server = await startReeveServer(home);
  using client = createClient({ apiUrl: server.apiUrl });
  const pages = (await pagesOf(client)).filter(({ name }) => !only || only.split(",").includes(name));
  using lockedHome = makeTemporaryDirectory();
  const locked = { PREFECT_SERVER_API_AUTH_STRING: "admin:secret" };
  await using lockedServer = await startReeveServer(lockedHome.path, 0, locked);
  const urlOf = ({ isLocked }: Pictured) => (isLocked ? lockedServer.url : server.url);
  const browser = await launchBrowser();
  try {
    for (const look of LOOKS) await takeLook(browser, look, pages, { urlOf, folder, client });
  } finally {
    await browser.close();
  }
}

async function takeLook(
  browser: Browser,
  { name: look, ...options }: (typeof LOOKS)[number],
  pages: readonly Pictured[],
  { urlOf, folder, client }: { urlOf: (page: Pictured) => string; folder: string; client: Client },
): Promise<void> {
  const context = await browser.newContext({
    ...options,
    reducedMotion: "reduce",
    timezoneId: "Europe/Berlin",
  });
  await context.addInitScript(
    `localStorage.setItem("reeve.pinned-deployments", ${JSON.stringify(await pinnedBy(client))})`,
  );
  const decoder = await context.newPage();
  for (const pictured of pages) {
    const { name, path, awaited, prepare } = pictured;
    // A pool that nobody has asked for runs lately is not ready.
    await client.getScheduledFlowRuns({ params: { name: POOL }, body: {} });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") console.error(`${name} (${look}): ${message.text()}`);
    });
    await page.goto(urlOf(pictured) + path);
    try {
      await page.getByText(awaited).filter({ visible: true }).first().waitFor({ timeout: WAIT_MS });
      await page.waitForLoadState("networkidle");
      await prepare?.(page);
    } catch (error) {
      // The others are worth having, and the picture shows what is wrong.
      console.error(`${name} (${look}) never showed "${awaited}": ${String(error).split("\n")[0]}`);
      process.exitCode = 1;
    }
    const picture = await page.screenshot();
    await page.close();
    writeFileSync(join(folder, `${name}-${look}.png`), await shrinkPng(decoder, picture));
  }
  await context.close();
}

/** What a browser remembers in which somebody has pinned a deployment. */
async function pinnedBy(client: Client): Promise<string> {
  const [flowName, name] = ["taxi-ride-duration", "taxi_local_data"];
  const { id } = await client.getDeploymentByName({ params: { flow_name: flowName, deployment_name: name } });
  return JSON.stringify([{ id, name, flowName }]);
}
