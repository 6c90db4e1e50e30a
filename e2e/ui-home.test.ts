import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

describeInBrowser("the first page", (ui) => {
  const run = async (flow: string, states: readonly object[], deploymentId?: string) => {
    const { id: flow_id } = await ui.client.createFlow({ body: { name: flow } });
    const { id } = await ui.client.createFlowRun({ body: { flow_id, deployment_id: deploymentId } });
    for (const state of states) {
      await ui.client.setFlowRunState({
        params: { id },
        body: { state: state as { type: "RUNNING" }, force: true },
      });
    }
    return id;
  };
  const RUNNING = { type: "RUNNING" };
  const panel = (title: string) => ui.page.getByRole("region", { name: title });

  test("says how to begin, then what fails, why, and whether it works again, without a reload", async () => {
    await ui.open("/", "No runs yet");
    expect(new URL(ui.page.url()).pathname).toBe("/dashboard");
    const flow = await ui.client.createFlow({ body: { name: "etl" } });
    const { id } = await ui.client.createDeployment({ body: { name: "nightly", flow_id: flow.id } });
    const failed = { type: "FAILED", message: "ValueError: column 'price' is empty" };
    const ids = [await run("etl", [RUNNING, failed], id), await run("etl", [RUNNING, failed], id)];
    await panel("What went wrong").getByText("× 2").waitFor();
    await panel("What went wrong").getByText("ValueError: column 'price' is empty").waitFor();
    await panel("Running now").getByText("Nothing runs at the moment.").waitFor();

    await panel("What went wrong").getByRole("button", { name: "Retry all" }).click();
    await ui.page.getByRole("dialog").getByRole("button", { name: "Run again" }).click();
    await panel("What went wrong").getByText("Nothing has failed in the past 24 hours.").waitFor();
    await panel("Waiting").getByText("Awaiting retry").first().waitFor();
    for (const flowRunId of ids) {
      const { state_name } = await ui.client.getFlowRun({ params: { id: flowRunId } });
      expect(state_name).toBe("AwaitingRetry");
    }
    await run("load", [RUNNING, { type: "CRASHED", message: "out of memory" }]);
    await panel("What went wrong").getByText("out of memory").waitFor();
    await run("load", [RUNNING, { type: "COMPLETED" }]);
    await panel("What went wrong").getByText("has worked since").waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("asks the server once, stays still while nothing happens, and leads to the runs of a stretch", async () => {
    await run("busy", [RUNNING]);
    await run("busy", [RUNNING, { type: "COMPLETED" }]);
    const calls: string[] = [];
    ui.page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/api/")) calls.push(pathname);
    });
    await ui.open("/dashboard?subflows=hide", "Running now");
    await panel("Running now").getByText("busy").first().waitFor();
    // The second time comes when the subscription has begun: something might have happened in between.
    await expect.poll(() => calls.length).toBeLessThanOrEqual(4);
    expect([...new Set(calls)]).toEqual(["/api/ui/home"]);

    await ui.page.getByRole("button", { name: "Past 24 hours" }).click();
    await ui.page.getByRole("menuitemcheckbox", { name: "Past hour" }).click();
    await panel("Runs").getByText("in the past hour").waitFor();
    expect(new URL(ui.page.url()).search).toBe("?span=1h&subflows=hide");
    const strip = panel("Runs").getByRole("img");
    expect(await strip.getAttribute("aria-label")).toMatch(/^Runs in the past hour: .*completed/);
    const box = (await strip.boundingBox())!;
    await ui.page.mouse.move(box.x + box.width * 0.5, box.y + 50);
    await ui.page.mouse.down();
    await ui.page.mouse.move(box.x + box.width - 2, box.y + 50);
    await ui.page.mouse.up();
    await ui.page.waitForURL(/\/runs\?from=.*&to=/);
    await ui.page.getByRole("row").filter({ hasText: "busy" }).first().waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("shows a stretch of one's own, keeps it in the address, and goes from one to the next", async () => {
    const tags = ["of-stretch"];
    const flow = await ui.client.createFlow({ body: { name: "of-stretch" } });
    const { id } = await ui.client.createFlowRun({ body: { flow_id: flow.id, tags } });
    for (const state of [RUNNING, { type: "FAILED", message: "the disk was full" }] as const)
      await ui.client.setFlowRunState({
        params: { id },
        body: { state: state as { type: "FAILED" }, force: true },
      });
    await ui.open("/dashboard?span=1h&tag=of-stretch", "the disk was full");
    await ui.page.getByRole("button", { name: "Earlier" }).click();
    await panel("What went wrong")
      .getByText(/^Nothing has failed from \d/)
      .waitFor();
    const search = new URL(ui.page.url()).searchParams;
    expect(Date.parse(search.get("to")!) - Date.parse(search.get("from")!)).toBe(3_600_000);
    expect(search.get("tag")).toBe("of-stretch");
    await ui.page.reload();
    await panel("Runs")
      .getByText(/^from \d/)
      .waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("button", { name: "Later" }).click();
    await panel("What went wrong").getByText("the disk was full").waitFor();
    expect(new URL(ui.page.url()).search).toBe("?span=1h&tag=of-stretch");

    await ui.page.getByRole("button", { name: "Past hour" }).click();
    await ui.page.getByRole("menuitem", { name: "From … to …" }).click();
    const dialog = ui.page.getByRole("dialog");
    await dialog.getByLabel("To").fill("2026-01-01T00:00");
    await dialog.getByRole("button", { name: "Show" }).click();
    await dialog.getByText("It ends before it begins.").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await dialog.getByLabel("From").fill("2025-12-31T00:00");
    await ui.page.keyboard.press("Enter");
    await panel("Runs").getByText("from 31 Dec 2025, 00:00 to 1 Jan 2026, 00:00").waitFor();
    await panel("Runs")
      .getByRole("img", { name: /to 1 Jan 2026, 00:00: none$/ })
      .waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("has no fault that axe finds in either theme", async () => {
    await run("examined", [RUNNING, { type: "FAILED", message: "no" }]);
    await run("examined", [{ type: "PAUSED", message: "Which one?" }]);
    const { page } = ui;
    await page.goto(`${ui.reeve.url}/dashboard?tag=none`);
    await page.getByText("Nothing has failed").waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Remove the tag none" }).click();
    await page.getByText("Which one?").first().waitFor();
    expect(await findViolations(page)).toEqual([]);
  });
});
