import { type Browser, chromium } from "playwright-core";
import { findBrowser } from "../../scripts/set-up/browser.mjs";

/** Why the browser tests cannot run here, or undefined when they can. */
export const noBrowserReason: string | undefined = findBrowser()
  ? undefined
  : "no Chromium was found on this machine";

/** Starts a headless Chromium that talks to nobody but the pages under test. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: findBrowser(),
    args: [
      // As root, as in containers, Chromium starts only without its sandbox.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
