import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

const report = (rmse: string) => `# RMSE Report

## Summary

Duration Prediction

## RMSE XGBoost Model

| Region    | RMSE |
|:----------|-------:|
| 2023-03-01 | ${rmse} |
`;
const PIXEL = `data:image/svg+xml,${encodeURIComponent("<svg xmlns='http://www.w3.org/2000/svg'/>")}`;

describeInBrowser("artifacts", (ui) => {
  const create = (key: string, type: string, data: string | number, flow_run_id?: string) =>
    ui.client.createArtifact({ body: { key, type, data, flow_run_id } });
  const createRun = async () => {
    const { id: flow_id } = await ui.client.createFlow({ body: { name: "train" } });
    return await ui.client.createFlowRun({ body: { flow_id } });
  };

  test("appear as they are made, are rendered by their type, and can be followed back to their run", async () => {
    await ui.open("/artifacts", "No artifacts yet");
    const flowRun = await createRun();
    await create("duration-model-report", "markdown", report("5.30"), flowRun.id);
    await create(
      "rides",
      "table",
      JSON.stringify([
        { zone: "East", rides: 9 },
        { zone: "West", rides: 10 },
      ]),
    );
    await create("dashboard", "markdown", "[All rides](https://example.com/rides)");
    const { id: progress } = await create("training", "progress", 25);
    await create("chart", "image", PIXEL);
    const card = (key: string) => ui.page.getByRole("listitem").filter({ hasText: key });
    await card("rides").getByText("West").waitFor();
    await card("training").getByText("25 %").waitFor();
    await card("dashboard").getByText("Link", { exact: true }).waitFor();
    await card("chart").locator("img").waitFor();
    await ui.client.updateArtifact({ params: { id: progress }, body: { data: 60 } });
    await card("training").getByText("60 %").waitFor();

    await ui.page.getByRole("link", { name: "duration-model-report" }).click();
    await ui.page.getByRole("heading", { level: 3, name: "RMSE XGBoost Model" }).waitFor();
    await ui.page.getByRole("cell", { name: "5.30" }).waitFor();
    await create("duration-model-report", "markdown", report("5.20"), flowRun.id);
    await ui.page.getByRole("cell", { name: "5.20" }).waitFor();
    await ui.page.getByRole("navigation", { name: "Versions" }).getByRole("button").nth(1).click();
    await ui.page.getByRole("cell", { name: "5.30" }).waitFor();
    expect(ui.page.url()).toContain("?version=");
    await ui.page.getByRole("navigation", { name: "Versions" }).getByRole("button").first().click();
    await ui.page.getByRole("switch", { name: "Show what changed since the version before" }).click();
    await ui.page.getByText("2 lines changed.").waitFor();
    await ui.page.getByText("| 2023-03-01 | 5.20 |").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("switch", { name: "Show what changed since the version before" }).click();
    await ui.page.getByRole("navigation", { name: "Versions" }).getByRole("button").nth(1).click();

    await ui.page.getByLabel("About the artifact").getByRole("link", { name: flowRun.name }).click();
    await ui.page.getByRole("tab", { name: "Artifacts" }).click();
    await ui.page.getByRole("link", { name: "duration-model-report" }).first().click();
    await ui.page.getByRole("cell", { name: "5.20" }).waitFor();
    await ui.page.getByRole("button", { name: "Delete" }).click();
    await ui.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await ui.page.waitForURL(/\/artifacts$/);
    expect(
      await ui.client.countArtifacts({ body: { artifacts: { key: { any_: ["duration-model-report"] } } } }),
    ).toBe(1);
    expect(ui.errors).toEqual([]);
  });

  test("of many rows are searched, sorted and scrolled to their end, and only what is in sight is drawn", async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => ({ ride: at, zone: `zone-${at % 7}` }));
    const { id } = await create("all-rides", "table", JSON.stringify(rows));
    await ui.open(`/artifacts/artifact/${id}`, "20,000 rows");
    const cell = (name: string) => ui.page.getByRole("cell", { name, exact: true });
    await cell("0").waitFor();
    await cell("19999").waitFor({ state: "detached" });
    const table = ui.page.getByRole("region", { name: "Table" });
    await table.focus();
    await ui.page.keyboard.press("End");
    await cell("19999").waitFor();
    expect(await table.getByRole("row").count()).toBeLessThan(100);
    await ui.page.getByRole("button", { name: "ride" }).click();
    await ui.page.getByRole("button", { name: "ride" }).click();
    await ui.page.keyboard.press("Home");
    await ui.page.getByRole("searchbox", { name: "Search the table" }).fill("12345");
    await ui.page.getByText("1 of 20,000 rows").waitFor();
    await cell("12345").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    expect(ui.errors).toEqual([]);
  });

  test("and descriptions of deployments are Markdown", async () => {
    const { flow_id } = await createRun();
    const { id } = await ui.client.createDeployment({
      body: { name: "described", flow_id, description: "# Nightly\n\nTrains *anew*." },
    });
    await ui.open(`/deployments/deployment/${id}`, "described");
    await ui.page.getByRole("tab", { name: "Description" }).click();
    await ui.page.getByRole("heading", { level: 2, name: "Nightly" }).waitFor();
  });

  test("hold no HTML that could run, and fetch pictures of other servers only when asked", async () => {
    const outside: string[] = [];
    ui.page.on("request", (request) => {
      if (!request.url().startsWith(ui.reeve.url) && !request.url().startsWith("data:"))
        outside.push(request.url());
    });
    await ui.page.route("https://elsewhere.example/**", (route) => route.abort());
    const text =
      "<img src=x onerror=alert(1)> <script>alert(1)</script>\n\n![plot](https://elsewhere.example/p.png)";
    await create("hostile", "markdown", text);
    await ui.open("/artifacts/key/hostile", "<script>alert(1)</script>");
    const show = ui.page.getByRole("button", { name: "Show the picture from elsewhere.example" });
    await show.waitFor();
    expect(outside).toEqual([]);
    await show.click();
    await ui.page.getByText("plot cannot be shown").waitFor();
    expect(outside).toEqual(["https://elsewhere.example/p.png"]);
  });

  test("have no fault that axe finds in either theme", async () => {
    const { id: flow_run_id } = await createRun();
    await create(
      "axe-report",
      "markdown",
      `${report("1")}\n- [ ] to do\n\n\`\`\`\ncode\n\`\`\``,
      flow_run_id,
    );
    await create("axe-progress", "progress", 50, flow_run_id);
    const { id } = await create("axe-table", "table", JSON.stringify([{ a: 1, b: null }]), flow_run_id);
    const { page } = ui;
    for (const [path, awaited] of [
      ["/artifacts", "axe-report"],
      ["/artifacts/key/axe-report", "RMSE XGBoost Model"],
      [`/artifacts/artifact/${id}`, "All its versions"],
      [`/runs/flow-run/${flow_run_id}?tab=artifacts`, "axe-table"],
    ] as const) {
      await page.goto(ui.reeve.url + path);
      await page.getByText(awaited).first().waitFor();
      expect(await findViolations(page), path).toEqual([]);
    }
  });
});
