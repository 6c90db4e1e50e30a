import { createClient } from "@reeve/client";
import type { StateType } from "@reeve/protocol";
import { beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { startReeveServer } from "./support/reeve-server.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";
import { findViolations } from "./support/watched-page.ts";

const AWAY_MS = 20_000;
// A page asks every so often while no changes are pushed, and for seven seconds again what it asks in vain. Between two
// of these times nothing but the server's return makes it ask.
const ASKS_EVERY_MS = 15_000;
const ASKS_NOT_AFTER_MS = 9_000;

describeInBrowser("the list of runs", (ui) => {
  /**
   * A page whose server was killed at the beginning of these tests, and one that had read nothing from it by then: the time
   * it is away passes beside the others.
   */
  let away: ReturnType<typeof loseServer> | undefined;
  const lostServer = () => (away ??= loseServer());
  const loseServer = async () => {
    const home = makeTemporaryDirectory();
    await using server = await startReeveServer(home.path);
    const [page, unread] = [await ui.browser.newPage(), await ui.browser.newPage()];
    await unread.route("**/api/ui/runs/page", (route) => route.abort());
    for (const one of [page, unread]) {
      await one.goto(`${server.url}/runs`);
      await one.getByText("Live", { exact: true }).waitFor();
    }
    await page.getByText("No runs yet").waitFor();
    server.process.kill("SIGKILL");
    await server.process.ended;
    await unread.unrouteAll();
    const since = performance.now();
    await page.getByText("The server does not answer.").waitFor();
    await page.evaluate(() => {
      const seen = { gone: 0 };
      Object.assign(globalThis, { seen });
      const count = () => (seen.gone += document.querySelector("[role=alert]") ? 0 : 1);
      new MutationObserver(count).observe(document.body, { childList: true, subtree: true });
    });
    return { page, unread, home, port: server.port, since };
  };
  // What goes wrong is told by the test that waits for it.
  beforeAll(() => void lostServer().catch(() => {}));

  const createRun = async (flowName: string, name: string, type: StateType, message?: string) => {
    const flow = await ui.client.createFlow({ body: { name: flowName } });
    const body = { flow_id: flow.id, name, tags: ["nightly"], state: { type, message } };
    return await ui.client.createFlowRun({ body });
  };

  test("of a new server shows the commands to a first run, which then appears by itself", async () => {
    await ui.open("/runs", "No runs yet");
    await ui.page.getByText(`REEVE_API_URL=${ui.reeve.apiUrl}`).waitFor();
    await createRun("Greet", "first-of-all", "COMPLETED");
    await ui.row("first-of-all").waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("shows a state and its reason as they change", async () => {
    const run = await createRun("Load", "changing-run", "PENDING");
    await ui.open("/runs?q=changing-run", "changing-run");
    await ui.page.getByText("Live", { exact: true }).waitFor();
    await ui.row("changing-run").getByText("Pending").waitFor();
    const state = { type: "FAILED", message: "ValueError: no such column" } as const;
    await ui.client.setFlowRunState({ params: { id: run.id }, body: { state, force: true } });
    await ui.row("changing-run").getByText("Failed").waitFor();
    await ui.row("changing-run").getByText("ValueError: no such column").waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("takes a typed filter into the address, and Back takes it out again", async () => {
    await createRun("Load", "went-well", "COMPLETED");
    await createRun("Load", "went-wrong", "FAILED");
    await ui.open("/runs", "went-well");
    await ui.page.keyboard.press("/");
    await ui.page.keyboard.type("state:failed tag:nightly went");
    await ui.page.keyboard.press("Enter");
    await ui.row("went-wrong").waitFor();
    await ui.row("went-well").waitFor({ state: "detached" });
    const { searchParams } = new URL(ui.page.url());
    expect(Object.fromEntries(searchParams)).toEqual({ state: "failed", tag: "nightly", q: "went" });
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.goBack();
    await ui.row("went-well").waitFor();
  });

  test("is narrowed by deployments and work pools", async () => {
    const flow = await ui.client.createFlow({ body: { name: "Load" } });
    await ui.client.createWorkPool({ body: { name: "gpu", type: "process" } });
    for (const name of ["daily", "weekly"]) {
      const { id } = await ui.client.createDeployment({
        body: { name, flow_id: flow.id, work_pool_name: name === "daily" ? "gpu" : undefined },
      });
      await ui.client.createFlowRunOfDeployment({ params: { id }, body: { name: `${name}-run` } });
    }
    await ui.open("/runs?pool=gpu", "daily-run");
    expect(await ui.row("weekly-run").count()).toBe(0);
    await ui.page.getByRole("button", { name: "Remove pool gpu" }).click();
    await ui.row("weekly-run").waitFor();
    await ui.page.getByRole("button", { name: "Deployment" }).click();
    await ui.page.getByRole("menuitemcheckbox", { name: "weekly" }).click();
    await ui.row("daily-run").waitFor({ state: "detached" });
    expect(new URL(ui.page.url()).search).toBe("?deployment=weekly");
    expect(ui.errors).toEqual([]);
  });

  test("has the durations of its runs as a plot that follows the filters, names a run and opens it", async () => {
    const flow = await ui.client.createFlow({ body: { name: "Plot" } });
    const ids: string[] = [];
    for (const [name, type] of [
      ["plot-1", "COMPLETED"],
      ["plot-2", "FAILED"],
      ["plot-3", "COMPLETED"],
    ] as const) {
      const { id } = await ui.client.createFlowRun({ body: { flow_id: flow.id, name } });
      for (const state of ["RUNNING", type] as const)
        await ui.client.setFlowRunState({ params: { id }, body: { state: { type: state }, force: true } });
      ids.push(id);
    }
    await ui.open("/runs?flow=Plot", "Durations of 3 runs");
    const plot = ui.page.getByRole("region", { name: "Durations of the runs" });
    await plot.getByText("1 failed").waitFor();
    await plot.getByRole("link", { name: /^plot-3: Completed, .* Run 3 of 3/ }).focus();
    await ui.page.keyboard.press("ArrowLeft");
    await plot.getByRole("link", { name: /^plot-2: Failed/ }).waitFor();
    await plot.getByText("plot-2", { exact: true }).waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    const { x, y, width, height } = (await plot.getByRole("link").boundingBox())!;
    await ui.page.mouse.click(x + width / 2, y + height / 2);
    await ui.page.waitForURL(`${ui.reeve.url}/runs/flow-run/${ids[1]}`);
    await ui.open("/runs?flow=Plot&state=failed", "Durations of 1 run");
    await ui.page.getByRole("button", { name: "Durations" }).click();
    await plot.waitFor({ state: "detached" });
    await ui.open("/runs?flow=Plot", "plot-1");
    expect(await plot.count()).toBe(0);
    expect(ui.errors).toEqual([]);
  });

  test("says beside a run's duration what such runs usually take, once three have completed", async () => {
    const flow = await ui.client.createFlow({ body: { name: "Usual" } });
    const make = async (name: string, states: readonly StateType[]) => {
      const { id } = await ui.client.createFlowRun({ body: { flow_id: flow.id, name } });
      for (const type of states)
        await ui.client.setFlowRunState({ params: { id }, body: { state: { type }, force: true } });
    };
    for (const name of ["usual-1", "usual-2"]) await make(name, ["RUNNING", "COMPLETED"]);
    await ui.open("/runs?flow=Usual", "usual-2");
    expect(
      await ui
        .row("usual-2")
        .getByText(/^, usually /)
        .count(),
    ).toBe(0);
    await make("usual-3", ["RUNNING", "COMPLETED"]);
    await make("usual-4", ["RUNNING"]);
    await make("usual-5", []);
    await ui.open("/runs?flow=Usual", "usual-5");
    await ui
      .row("usual-1")
      .getByText(/^, usually \d/)
      .waitFor();
    await ui
      .row("usual-4")
      .getByText(/^, usually \d/)
      .waitFor();
    expect(
      await ui
        .row("usual-5")
        .getByText(/^, usually /)
        .count(),
    ).toBe(0);
    expect(await findViolations(ui.page)).toEqual([]);
    expect(ui.errors).toEqual([]);
  });

  test("counts the errors and warnings in the log of each run, and leads to them", async () => {
    const run = await createRun("Logged", "complained", "COMPLETED");
    await createRun("Logged", "said-nothing", "COMPLETED");
    const timestamp = new Date().toISOString();
    const line = { name: "flow", timestamp, flow_run_id: run.id };
    await ui.client.createLogs({
      body: [
        ...[1, 2].map((n) => ({ ...line, level: 30, message: `the disk is slow, ${n}` })),
        { ...line, level: 40, message: "the disk is gone" },
      ],
    });
    await ui.open("/runs?flow=Logged&cols=log", "complained");
    expect(
      await ui
        .row("said-nothing")
        .getByRole("link", { name: /in the log/ })
        .count(),
    ).toBe(0);
    await ui.row("complained").getByRole("link", { name: "1 error in the log" }).waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.row("complained").getByRole("link", { name: "2 warnings in the log" }).click();
    await ui.page.waitForURL(`${ui.reeve.url}/runs/flow-run/${run.id}?tab=log&level=warning`);
    await ui.page.getByText("the disk is slow, 2").first().waitFor();
    expect(await ui.page.getByText("the disk is gone").count()).toBe(0);
    expect(ui.errors).toEqual([]);
  });

  test("says what it left out of an address that makes no sense", async () => {
    await ui.open("/runs?state=borked&sort=colour", "Left out of the filters:");
    await ui.page.getByText('"borked" is no state').waitFor();
    await ui.page.getByRole("button", { name: "Dismiss" }).click();
    await ui.page.waitForURL(`${ui.reeve.url}/runs`);
  });

  test("is walked with j and k, and Enter opens the run", async () => {
    const run = await createRun("Walk", "walked-to", "COMPLETED");
    await createRun("Walk", "walked-over", "COMPLETED");
    await ui.open("/runs?flow=Walk", "walked-to");
    await ui.page.keyboard.press("j");
    await expect.poll(() => ui.page.evaluate(() => document.activeElement?.textContent)).toBe("walked-over");
    await ui.page.keyboard.press("j");
    await expect.poll(() => ui.page.evaluate(() => document.activeElement?.textContent)).toBe("walked-to");
    await ui.page.keyboard.press("Enter");
    await ui.page.waitForURL(`${ui.reeve.url}/runs/flow-run/${run.id}`);
  });

  test("lets runs be selected, and deletes them once that is confirmed", async () => {
    await createRun("Tidy", "to-be-deleted", "COMPLETED");
    await ui.open("/runs?flow=Tidy", "to-be-deleted");
    await ui.page.keyboard.press("j");
    // The row takes the focus with the next frame.
    await expect
      .poll(() => ui.page.evaluate(() => document.activeElement?.textContent))
      .toBe("to-be-deleted");
    await ui.page.keyboard.press("x");
    await ui.page
      .getByRole("region", { name: "Selected runs" })
      .getByRole("button", { name: "Delete" })
      .click();
    const dialog = ui.page.getByRole("dialog");
    expect(await findViolations(ui.page)).toEqual([]);
    await dialog.getByRole("button", { name: "Delete" }).click();
    await ui.page.getByText("1 run deleted.").waitFor();
    await ui.page.getByText("No run matches the filters").waitFor();
  });

  test("shows a run beside it with Space, and tags and retries all that match", async () => {
    const runs = [];
    for (const name of ["looked-at-1", "looked-at-2", "looked-at-3"])
      runs.push(await createRun("Look", name, "FAILED", "KeyError: zone"));
    const flow_run_id = runs[2]?.id;
    const timestamp = new Date().toISOString();
    await ui.client.createLogs({
      body: [{ name: "flow", level: 40, message: "the zone is unknown", timestamp, flow_run_id }],
    });
    await ui.open("/runs?flow=Look", "looked-at-3");
    await ui.page.keyboard.press("j");
    await expect.poll(() => ui.page.evaluate(() => document.activeElement?.textContent)).toBe("looked-at-3");
    await ui.page.keyboard.press("Space");
    const preview = ui.page.getByRole("complementary", { name: "Preview of looked-at-3" });
    await preview.getByText("the zone is unknown").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.keyboard.press("j");
    await ui.page.getByRole("complementary", { name: "Preview of looked-at-2" }).waitFor();
    await ui.page.keyboard.press("x");
    const bar = ui.page.getByRole("region", { name: "Selected runs" });
    await bar.getByRole("button", { name: "Select all 3 that match" }).click();
    await bar.getByText("3 selected").waitFor();
    await bar.getByRole("button", { name: "Tag" }).click();
    await ui.page.getByRole("dialog").getByLabel("Tags").fill("zones");
    await ui.page.keyboard.press("Enter");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("button", { name: "Add the tags" }).click();
    await ui.page.getByText("3 runs tagged.").waitFor();
    const tagged = await ui.client.countFlowRuns({
      body: { flow_runs: { tags: { all_: ["nightly", "zones"] } } },
    });
    expect(tagged).toBe(3);
    expect(ui.errors).toEqual([]);
  });

  test("has one of task runs beside it, which the server narrows, and each is changed on its page", async () => {
    const flowRun = await createRun("Tasks", "of-tasks", "RUNNING");
    const make = async (name: string, type: StateType) => {
      const body = { flow_run_id: flowRun.id, task_key: name, dynamic_key: name, name, tags: ["gpu"] };
      const { id } = await ui.client.createTaskRun({ body });
      await ui.client.setTaskRunState({ params: { id }, body: { state: { type }, force: true } });
      return id;
    };
    await make("fit-1", "COMPLETED");
    const id = await make("fit-2", "FAILED");
    await make("read-1", "COMPLETED");
    await ui.open("/runs", "of-tasks");
    await ui.page.getByRole("link", { name: "Task runs" }).click();
    await ui.page.getByLabel("Filter task runs").fill("fit");
    await ui.row("read-1").waitFor({ state: "detached" });
    await ui.page.getByLabel("State of the task runs").selectOption("Failed");
    await ui.row("fit-1").waitFor({ state: "detached" });
    await ui.row("fit-2").getByRole("link", { name: "of-tasks" }).waitFor();
    await ui.page.getByLabel("Select fit-2").check();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.row("fit-2").getByRole("link", { name: "fit-2" }).click();
    await ui.page.getByRole("button", { name: "Actions for fit-2" }).click();
    await ui.page.getByRole("menuitem", { name: "Change state…" }).click();
    await ui.page.getByRole("button", { name: "Change", exact: true }).click();
    await expect
      .poll(async () => (await ui.client.getTaskRun({ params: { id } })).state_type)
      .toBe("COMPLETED");
    expect(ui.errors).toEqual([]);
  });

  test("is left by the command palette, which finds a run by a part of its name", async () => {
    const run = await createRun("Seek", "sought-and-found", "COMPLETED");
    await ui.open("/runs", "sought-and-found");
    const typed = Promise.withResolvers<void>();
    await ui.page.route(/palette-[^/]*\.js/, async (route) => {
      await typed.promise;
      await route.continue();
    });
    await ui.page.keyboard.press("Control+k");
    // What is typed before the palette is there is meant for it, and for nothing else.
    await ui.page.keyboard.type("ought");
    typed.resolve();
    await ui.page.keyboard.type("-and", { delay: 60 });
    await ui.page.getByRole("option", { name: "sought-and-found" }).waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.keyboard.press("Enter");
    await ui.page.waitForURL(`${ui.reeve.url}/runs/flow-run/${run.id}`);
  });

  test.each([
    ["/v2/runs?state=failed", "/runs?state=failed"],
    [
      "/flow-runs/flow-run/0197a1b2-0000-7000-8000-000000000001",
      "/runs/flow-run/0197a1b2-0000-7000-8000-000000000001",
    ],
  ])("is reached, as a run is, from the address of old %s", async (old, now) => {
    await ui.page.goto(ui.reeve.url + old);
    await ui.page.waitForURL(ui.reeve.url + now);
  });

  test("keeps filters under a name, opens with them where that is wished, and forgets them", async () => {
    await createRun("Saved", "kept-run", "FAILED", "no");
    await ui.open("/runs?state=failed&tag=nightly", "kept-run");
    const menu = async (item: string) => {
      await ui.page.getByRole("button", { name: "Saved" }).click();
      await ui.page.getByRole("menuitem", { name: item }).click();
    };
    await menu("Save these filters…");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByLabel("Name").fill("Broken at night");
    await ui.page.keyboard.press("Enter");
    await ui.page.getByText('Saved as "Broken at night".').waitFor();
    await ui.page.goto(`${ui.reeve.url}/runs`);
    await menu("Broken at night");
    await ui.page.waitForURL(/state=failed&tag=nightly/);
    await menu("Open with these filters");
    await ui.open("/dashboard", "What went wrong");
    await ui.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Runs" }).click();
    await ui.page.waitForURL(/state=failed&tag=nightly/);
    await ui.page.getByRole("button", { name: "Clear" }).click();
    await ui.page.waitForURL(`${ui.reeve.url}/runs`);
    await menu("Open with all runs");
    await menu("Broken at night");
    await menu('Forget "Broken at night"');
    await expect.poll(() => ui.client.listSavedSearches({ body: {} })).toEqual([]);
    expect(ui.errors).toEqual([]);
  });

  test("catches up without a reload after the server was gone for 20 s and more, also where nothing was read before", async () => {
    const { page, unread, home, port, since } = await lostServer();
    const isQuiet = () => {
      const awayMs = performance.now() - since;
      return awayMs > AWAY_MS && awayMs % ASKS_EVERY_MS > ASKS_NOT_AFTER_MS;
    };
    await expect.poll(isQuiet, { timeout: 2 * AWAY_MS }).toBe(true);
    // The banner has stayed, however often the page asked meanwhile.
    expect(await page.evaluate(() => (globalThis as unknown as { seen: { gone: number } }).seen.gone)).toBe(
      0,
    );
    await using second = await startReeveServer(home.path, port);
    using again = createClient({ apiUrl: second.apiUrl });
    const flow = await again.createFlow({ body: { name: "Return" } });
    await again.createFlowRun({
      body: { flow_id: flow.id, name: "back-again", state: { type: "COMPLETED" } },
    });
    for (const one of [page, unread]) {
      await one.getByRole("row").filter({ hasText: "back-again" }).waitFor();
      await one.getByText("The server does not answer.").waitFor({ state: "detached" });
      await one.getByText("Live", { exact: true }).waitFor({ timeout: 10_000 });
      await one.close();
    }
    home[Symbol.dispose]();
  });

  test("asks nobody but its own server, and keeps one socket for two tabs", async () => {
    const context = await ui.browser.newContext();
    const outside: string[] = [];
    const sockets: string[] = [];
    context.on("request", (request) => {
      if (!request.url().startsWith(ui.reeve.url)) outside.push(request.url());
    });
    context.on("page", (tab) => tab.on("websocket", (socket) => sockets.push(socket.url())));
    for (let tab = 0; tab < 2; tab++) {
      const opened = await context.newPage();
      await opened.goto(ui.reeve.url);
      await opened.getByText("Live", { exact: true }).waitFor();
    }
    expect(outside).toEqual([]);
    expect(sockets).toHaveLength(1);
    await context.close();
  });
});
