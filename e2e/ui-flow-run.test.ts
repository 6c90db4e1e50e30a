import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { beforeAll, expect, test } from "vitest";
import { taskRunEvents } from "./seed/task-run-events.ts";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

const TASKS = ["read", "clean", "join"];

describeInBrowser("the page of a run", (ui) => {
  let path: string;
  beforeAll(async () => {
    const flow = await ui.client.createFlow({ body: { name: "layouts" } });
    const run = await ui.client.createFlowRun({ body: { flow_id: flow.id, state: { type: "RUNNING" } } });
    const began = addSeconds(currentTimestamp(), -60);
    const events = TASKS.flatMap((name, index) =>
      taskRunEvents({
        flowRunId: run.id,
        name,
        index: 0,
        seconds: 2 + index,
        message: "",
        startedAt: addSeconds(began, index * 10),
        end: "COMPLETED",
      }),
    );
    await ui.client.createEvents({ body: events });
    await ui.client.setFlowRunState({
      params: { id: run.id },
      body: { state: { type: "COMPLETED" }, force: true },
    });
    const [clean] = await ui.client.listTaskRuns({
      body: { flow_runs: { id: { any_: [run.id] } }, task_runs: { name: { like_: "clean" } } },
    });
    await ui.client.createArtifact({
      body: { key: "left-out-rows", type: "table", data: "[]", flow_run_id: run.id, task_run_id: clean!.id },
    });
    path = `/runs/flow-run/${run.id}`;
  });

  /** Where the bar of each row begins and how long it is, in pixels, as they are painted. */
  const bars = () =>
    ui.page.getByRole("region", { name: "Task runs" }).evaluate((timeline) => {
      const canvas = [...timeline.querySelectorAll("canvas")].at(-1)!;
      const rows = [...timeline.querySelectorAll("[role=row]")];
      const { width, height, top } = canvas.getBoundingClientRect();
      const scale = canvas.width / width;
      const fill = getComputedStyle(document.documentElement).getPropertyValue("--state-completed-fill");
      const wanted = [1, 3, 5].map((at) => Number.parseInt(fill.trim().slice(at, at + 2), 16));
      return rows.map((row) => {
        const box = row.getBoundingClientRect();
        const y = box.top + box.height / 2 - 4 - top;
        if (y < 0 || y > height) return { from: -1, length: 0 };
        const { data } = canvas.getContext("2d")!.getImageData(0, Math.round(y * scale), canvas.width, 1);
        const filled: number[] = [];
        for (let x = 0; x < canvas.width; x++)
          if (wanted.every((value, channel) => data[x * 4 + channel] === value)) filled.push(x / scale);
        return { from: Math.round(filled[0] ?? -1), length: filled.length / scale };
      });
    });
  const choose = async (item: string) => {
    await ui.page.getByRole("button", { name: "View" }).click();
    await ui.page.getByRole("menuitemcheckbox", { name: item }).click();
  };

  test("has its bars one after the other, or all from one zero to be compared", async () => {
    await ui.open(path, "join-0");
    const grid = ui.page.getByRole("treegrid", { name: "Task runs over time" });
    const names = async () =>
      (await grid.getByRole("row").allTextContents()).map((text) => /\w+/.exec(text)?.[0]);
    await expect.poll(async () => (await bars()).every(({ length }) => length > 4)).toBe(true);
    const [read, clean, join] = await bars();
    expect(read!.from).toBeLessThan(clean!.from);
    expect(clean!.from).toBeLessThan(join!.from);
    await choose("Durations compared, from one zero");
    await ui.page.waitForURL(/axis=duration/);
    await expect.poll(names).toEqual(["join", "clean", "read"]);
    await expect.poll(async () => new Set((await bars()).map(({ from }) => from)).size).toBe(1);
    const compared = await bars();
    // Four, three and two seconds.
    expect(compared[2]!.length / compared[0]!.length).toBeCloseTo(0.5, 1);
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.reload();
    await expect.poll(names).toEqual(["join", "clean", "read"]);
    await choose("Time since the start");
    await expect.poll(async () => new Set((await bars()).map(({ from }) => from)).size).toBe(3);
    expect(ui.errors).toEqual([]);
  });

  test("marks its events under the axis where that is wished, and asks for them only then", async () => {
    const asked: string[] = [];
    ui.page.on("request", (request) => {
      if (request.url().endsWith("/events/filter")) asked.push(request.url());
    });
    await ui.open(path, "join-0");
    await ui.page.getByText("Live", { exact: true }).waitFor();
    expect(asked).toEqual([]);
    await choose("Events under the axis");
    const marks = ui.page.getByRole("list", { name: "Events of the run" }).getByRole("link");
    // The program that made the run told of its states within a moment.
    const last = marks.last();
    await expect.poll(() => last.getAttribute("aria-label")).toMatch(/Flow run completed/);
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.reload();
    await last.focus();
    await ui.page.keyboard.press("Enter");
    await ui.page.waitForURL(/tab=events|\/events\/event\//);
    await ui.page.getByText("completed").first().waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("says on its bars what a task has shown, and hides the arrows of its graph", async () => {
    await ui.open(path, "clean-0");
    const row = ui.page.getByRole("row").filter({ hasText: "clean" });
    const { x, y, width, height } = (await row.boundingBox())!;
    await expect
      .poll(async () => {
        await ui.page.mouse.move(x + width / 2 - Math.random(), y + height / 2);
        return await ui.page.getByText("left-out-rows").count();
      })
      .toBeGreaterThan(0);
    await ui.page.getByRole("radio", { name: "Graph" }).click();
    const drawn = ui.page.locator("svg:has(+ ul[aria-label='Task runs and what they depend on'])");
    await drawn.waitFor({ state: "attached" });
    await ui.page.getByRole("button", { name: "Arrows" }).click();
    await drawn.waitFor({ state: "detached" });
    expect(await findViolations(ui.page)).toEqual([]);
    expect(ui.errors).toEqual([]);
  });
});
