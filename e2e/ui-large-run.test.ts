import { beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { makeLargeRun } from "./support/make-large-run.ts";

const MB = 1024 * 1024;
const LINES = 100_000;

describeInBrowser("a run of 10,000 tasks", (ui) => {
  let id: string;
  beforeAll(async () => {
    id = await makeLargeRun(ui.client, { name: "ten-thousand", tasks: 10_000, lines: LINES });
  });

  test("is found, walked, narrowed and read with the keyboard alone, and takes little", async () => {
    const { page } = ui;
    const type = (text: string) => page.keyboard.type(text);
    const press = (key: string) => page.keyboard.press(key);
    await ui.open("/dashboard", "What went wrong");
    await press("Control+k");
    await page.getByRole("combobox").waitFor();
    await type("ten-thou");
    await page.getByRole("option", { name: "ten-thousand" }).waitFor();
    await press("Enter");
    await page.waitForURL(/\/runs\/flow-run\//);
    const grid = page.getByRole("treegrid", { name: "Task runs over time" });
    await grid.getByRole("row").first().waitFor();
    await page.getByText("line 0 of the log").waitFor();

    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("role"));
    for (let presses = 0; presses < 60 && (await focused()) !== "treegrid"; presses++) await press("Tab");
    expect(await focused()).toBe("treegrid");
    const selected = () => new URL(page.url()).searchParams.get("task");
    await press("Home");
    await press("ArrowDown");
    await press("Enter");
    await expect.poll(selected).not.toBeNull();
    await page.getByRole("complementary", { name: "Details of score-999" }).waitFor();
    await press("ArrowDown");
    await press("Enter");
    await page.getByRole("complementary", { name: "Details of score-1999" }).waitFor();
    await press("Escape");
    await expect.poll(selected).toBeNull();
    await press("End");
    await press("Enter");
    await expect.poll(() => grid.getAttribute("aria-rowcount")).toBe("10001");

    await press("e");
    await page.getByText("line 999 of the log").waitFor();
    const nodes = () => page.evaluate(() => document.getElementsByTagName("*").length);
    expect(await nodes()).toBeLessThanOrEqual(3_000);
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = (await session.send("Runtime.getHeapUsage")) as { usedSize: number };
    expect(usedSize / MB).toBeLessThanOrEqual(120);
    expect(ui.errors).toEqual([]);
  });

  test("is searched on the server, in all of its log", async () => {
    await ui.open(`/runs/flow-run/${id}`, "line 0 of the log");
    await ui.page.getByLabel("Search the log").fill(String(LINES - 1));
    await ui.page.getByText(`line ${LINES - 1} of the log`).waitFor();
  });

  test("is searched there by a regular expression too, whose hits are marked, and one that would take for ever holds up nobody", async () => {
    const { page } = ui;
    const box = page.getByLabel("Search the log");
    await ui.open(`/runs/flow-run/${id}`, "line 0 of the log");
    const answered = page.waitForResponse((response) => response.url().endsWith("/logs/search"));
    await box.fill("/ 9{4}\\d OF/");
    const response = await answered;
    await response.finished();
    const { requestStart, responseEnd } = response.request().timing();
    await page.getByText(`line ${LINES - 1} of the log`).waitFor();
    await page.locator("mark").getByText(" 99999 of").waitFor();
    await page.getByRole("button", { name: /^9 info/ }).waitFor();
    // A second is what it may take; one of half the speed that is busy besides is given more.
    expect(responseEnd - requestStart).toBeLessThan(4_000);

    await box.fill("/^(\\w+\\s?)+$/");
    await page.getByText("The expression takes too long").waitFor();
    expect(await ui.client.getHealth({})).toBe(true);
    await box.fill("/(/");
    await page.getByText('"(" is no regular expression.').waitFor();
    await box.fill("/line 12345 /");
    await page.getByText("line 12345 of the log").waitFor();
  });
});
