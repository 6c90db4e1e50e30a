import { type Client, createClient } from "@reeve/client";
import type { StateType } from "@reeve/protocol";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser, noBrowserReason } from "./support/browser.ts";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";
import { findViolations, openWatchedPage } from "./support/watched-page.ts";

describe.skipIf(noBrowserReason)(`the list of runs${noBrowserReason ? ` (${noBrowserReason})` : ""}`, () => {
  const home = makeTemporaryDirectory();
  let reeve: ReeveServer;
  let client: Client;
  let browser: Browser;
  let page: Page;
  let errors: readonly string[];

  beforeAll(async () => {
    [reeve, browser] = await Promise.all([startReeveServer(home.path), launchBrowser()]);
    client = createClient({ apiUrl: reeve.apiUrl });
  });
  afterAll(async () => {
    await browser?.close();
    client?.[Symbol.dispose]();
    await reeve?.[Symbol.asyncDispose]();
    home[Symbol.dispose]();
  });
  beforeEach(async () => {
    ({ page, errors } = await openWatchedPage(browser));
    return () => page.close();
  });

  const createRun = async (flowName: string, name: string, type: StateType, message?: string) => {
    const flow = await client.createFlow({ body: { name: flowName } });
    const body = { flow_id: flow.id, name, tags: ["nightly"], state: { type, message } };
    return await client.createFlowRun({ body });
  };
  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  const open = async (path: string, awaited: string) => {
    await page.goto(reeve.url + path);
    await page.getByText(awaited).first().waitFor();
  };

  test("of a new server shows the commands to a first run, which then appears by itself", async () => {
    await open("/", "No runs yet");
    expect(new URL(page.url()).pathname).toBe("/runs");
    await page.getByText(`REEVE_API_URL=${reeve.apiUrl}`).waitFor();
    await createRun("Greet", "first-of-all", "COMPLETED");
    await row("first-of-all").waitFor();
    expect(errors).toEqual([]);
  });

  test("shows a state and its reason as they change", async () => {
    const run = await createRun("Load", "changing-run", "PENDING");
    await open("/runs?q=changing-run", "changing-run");
    await page.getByText("Live", { exact: true }).waitFor();
    await row("changing-run").getByText("Pending").waitFor();
    const state = { type: "FAILED", message: "ValueError: no such column" } as const;
    await client.setFlowRunState({ params: { id: run.id }, body: { state, force: true } });
    await row("changing-run").getByText("Failed").waitFor();
    await row("changing-run").getByText("ValueError: no such column").waitFor();
    expect(errors).toEqual([]);
  });

  test("takes a typed filter into the address, and Back takes it out again", async () => {
    await createRun("Load", "went-well", "COMPLETED");
    await createRun("Load", "went-wrong", "FAILED");
    await open("/runs", "went-well");
    await page.keyboard.press("/");
    await page.keyboard.type("state:failed tag:nightly went");
    await page.keyboard.press("Enter");
    await row("went-wrong").waitFor();
    await row("went-well").waitFor({ state: "detached" });
    expect(new URL(page.url()).search).toBe("?state=failed&tag=nightly&q=went");
    expect(await findViolations(page)).toEqual([]);
    await page.goBack();
    await row("went-well").waitFor();
  });

  test("says what it left out of an address that makes no sense", async () => {
    await open("/runs?state=borked&sort=colour", "Left out of the filters:");
    await page.getByText('"borked" is no state').waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.waitForURL(`${reeve.url}/runs`);
  });

  test("is walked with j and k, and Enter opens the run", async () => {
    const run = await createRun("Walk", "walked-to", "COMPLETED");
    await createRun("Walk", "walked-over", "COMPLETED");
    await open("/runs?flow=Walk", "walked-to");
    await page.keyboard.press("j");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("walked-over");
    await page.keyboard.press("j");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("walked-to");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${reeve.url}/runs/flow-run/${run.id}`);
  });

  test("lets runs be selected, and deletes them once that is confirmed", async () => {
    await createRun("Tidy", "to-be-deleted", "COMPLETED");
    await open("/runs?flow=Tidy", "to-be-deleted");
    await page.keyboard.press("j");
    // The row takes the focus with the next frame.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("to-be-deleted");
    await page.keyboard.press("x");
    await page.getByRole("region", { name: "Selected runs" }).getByRole("button", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog");
    expect(await findViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("1 run deleted.").waitFor();
    await page.getByText("No run matches the filters").waitFor();
  });

  test("is left by the command palette, which finds a run by a part of its name", async () => {
    const run = await createRun("Seek", "sought-and-found", "COMPLETED");
    await open("/runs", "sought-and-found");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("ought-and");
    await page.getByRole("option", { name: "sought-and-found" }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${reeve.url}/runs/flow-run/${run.id}`);
  });

  test.each([
    ["/v2/runs?state=failed", "/runs?state=failed"],
    [
      "/flow-runs/flow-run/0197a1b2-0000-7000-8000-000000000001",
      "/runs/flow-run/0197a1b2-0000-7000-8000-000000000001",
    ],
  ])("is reached, as a run is, from the address of old %s", async (old, now) => {
    await page.goto(reeve.url + old);
    await page.waitForURL(reeve.url + now);
  });

  test("catches up without a reload after the server was gone", async () => {
    const lost = makeTemporaryDirectory();
    await using first = await startReeveServer(lost.path);
    await page.goto(first.url);
    await page.getByText("Live", { exact: true }).waitFor();
    first.process.kill("SIGKILL");
    await first.process.ended;
    await page.getByText("The server does not answer.").waitFor();
    await using second = await startReeveServer(lost.path, first.port);
    using again = createClient({ apiUrl: second.apiUrl });
    const flow = await again.createFlow({ body: { name: "Return" } });
    await again.createFlowRun({
      body: { flow_id: flow.id, name: "back-again", state: { type: "COMPLETED" } },
    });
    await row("back-again").waitFor();
    await page.getByText("The server does not answer.").waitFor({ state: "detached" });
    lost[Symbol.dispose]();
  });

  test("asks nobody but its own server, and keeps one socket for two tabs", async () => {
    const context = await browser.newContext();
    const outside: string[] = [];
    const sockets: string[] = [];
    context.on("request", (request) => {
      if (!request.url().startsWith(reeve.url)) outside.push(request.url());
    });
    context.on("page", (tab) => tab.on("websocket", (socket) => sockets.push(socket.url())));
    for (let tab = 0; tab < 2; tab++) {
      const opened = await context.newPage();
      await opened.goto(reeve.url);
      await opened.getByText("Live", { exact: true }).waitFor();
    }
    expect(outside).toEqual([]);
    expect(sockets).toHaveLength(1);
    await context.close();
  });
});
