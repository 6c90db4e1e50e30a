import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

describeInBrowser("events", (ui) => {
  const emit = (event: string, name: string) =>
    ui.client.createEvents({
      body: [
        {
          id: newId(),
          occurred: new Date().toISOString(),
          event,
          resource: { "prefect.resource.id": `shop.order.${name}`, "prefect.resource.name": name },
          payload: { amount: 5 },
        },
      ],
    });
  const fail = async (flow: string) => {
    const { id: flow_id } = await ui.client.createFlow({ body: { name: flow } });
    const run = await ui.client.createFlowRun({ body: { flow_id } });
    await ui.client.setFlowRunState({
      params: { id: run.id },
      body: { state: { type: "FAILED", message: "column 'price' is empty" }, force: true },
    });
    return run;
  };

  test("come as they happen, are held, narrowed, and lead to what they are about", async () => {
    await emit("shop.order.placed", "order-1");
    await ui.open("/events", "order-1");
    await emit("shop.order.placed", "order-2");
    await ui.row("order-2").waitFor();
    await ui.page.getByRole("button", { name: "Hold" }).click();
    await emit("shop.order.placed", "order-3");
    await ui.page.getByRole("button", { name: "Show new ones" }).click();
    await ui.row("order-3").waitFor();
    await ui.page.getByRole("button", { name: "Go on" }).click();

    const run = await fail("read-prices");
    await ui.row(run.name).filter({ hasText: "failed" }).waitFor();
    await ui.page.getByLabel("Whose events").selectOption("Flow runs");
    await ui.row("order-1").waitFor({ state: "detached" });
    await ui.page.waitForURL(({ search }) => search === "?kind=flow-run");
    await ui.page.getByLabel("Search events").fill("failed");
    await ui.page.getByText("1 event", { exact: true }).waitFor();
    await ui.row(run.name).getByRole("link", { name: "Flow run failed" }).click();
    await ui.page.waitForURL(/\/events\/event\/\d{4}-\d\d-\d\d\/[\da-f-]{36}$/);
    await ui.page.getByText("column 'price' is empty").first().waitFor();
    const address = ui.page.url();
    await ui.page.getByRole("link", { name: "All events of this" }).click();
    await ui.row("created").or(ui.row("pending")).first().waitFor();
    await ui.page.goto(address);
    await ui.page.getByRole("link", { name: run.name }).click();
    await ui.page.waitForURL(`**/runs/flow-run/${run.id}`);
    expect(ui.errors).toEqual([]);
  });

  test("have no fault that axe finds in either theme", async () => {
    await fail("examined");
    const { page } = ui;
    await page.goto(`${ui.reeve.url}/events`);
    const link = page.getByRole("link", { name: "Flow run failed" }).first();
    await link.waitFor();
    expect(await findViolations(page)).toEqual([]);
    await link.click();
    await page.getByText("The whole event as JSON").click();
    expect(await findViolations(page)).toEqual([]);
  });
});
