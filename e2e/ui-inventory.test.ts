import { newId } from "@reeve/protocol";
import { beforeAll, expect, test } from "vitest";
import { seedPresent } from "./seed/present.ts";
import {
  button,
  choice,
  column,
  fact,
  field,
  findMissing,
  heading,
  type Item,
  link,
  menu,
  opens,
  options,
  tab,
  text,
  toggle,
} from "./support/check-list.ts";
import { describeInBrowser } from "./support/describe-in-browser.ts";

/** What people know from the pages of Prefect, row by row of their inventory; nothing of it may be missing. */
describeInBrowser("every field and action is there", (ui) => {
  const ids = { run: "", failed: "", scheduled: "", paused: "", running: "", loneTask: "", flow: "" };
  const more = { deployment: "", block: "", automation: "", event: "", limit: "", artifact: "" };

  beforeAll(async () => {
    await seedPresent(ui.reeve.apiUrl, () => {}, { isSmall: true });
    const { client } = ui;
    const runOf = async (filter: object) =>
      (await client.listFlowRuns({ body: { ...filter, sort: "START_TIME_DESC", limit: 1 } }))[0]?.id ?? "";
    const named = (name: string) => runOf({ flow_runs: { name: { any_: [name] } } });
    ids.run = await runOf({ flows: { name: { any_: ["taxi-report"] } } });
    ids.failed = await named("empty-prices");
    ids.paused = await named("asks-which-model");
    ids.running = await named("under-way");
    const deployment = await client.getDeploymentByName({
      params: { flow_name: "taxi-ride-duration", deployment_name: "taxi_local_data" },
    });
    more.deployment = deployment.id;
    ids.flow = deployment.flow_id;
    const planned = await client.createFlowRunOfDeployment({
      params: { id: deployment.id },
      body: { name: "planned-by-hand", parameters: { month: 3 } },
    });
    ids.scheduled = planned.id;
    const queue = { name: "urgent", priority: 1 };
    await client.createWorkQueue({ params: { work_pool_name: "zoompool" }, body: queue });
    const lone = { id: newId(), task_key: "sweep", dynamic_key: "0", name: "sweep-alone", flow_run_id: null };
    ids.loneTask = (await client.createTaskRun({ body: lone })).id;
    more.block = (await client.listBlockDocuments({ body: { limit: 1 } }))[0]?.id ?? "";
    more.automation = (await client.listAutomations({ body: { limit: 1 } }))[0]?.id ?? "";
    more.limit = (await client.listConcurrencyLimits({ body: { limit: 1 } }))[0]?.id ?? "";
    const [artifact] = await client.listArtifactRows({ body: { key: "duration-model-report", limit: 1 } });
    more.artifact = artifact?.id ?? "";
    const event = { name: ["prefect.flow-run.Failed"] };
    const [failure] = (await client.listEvents({ body: { filter: { event }, limit: 1 } })).events;
    more.event = `${failure?.occurred.slice(0, 10)}/${failure?.id}`;
  });

  /** Opens a page and holds it to its list. */
  const check = async (path: string, awaited: string, items: readonly Item[]) => {
    await ui.open(path, awaited);
    expect(await findMissing(ui.page, items)).toEqual([]);
  };
  const run = (id: string, search = "") => `/runs/flow-run/${id}${search}`;

  test("on the first page", async () => {
    await check("/dashboard", "What went wrong", [
      ...[heading("What went wrong"), heading("Running now"), heading("Waiting"), heading("Coming up")],
      ...[heading("Runs"), heading("Tasks"), text("completed"), text("failed"), heading("Work pools")],
      ...[field("Only runs with this tag"), button("Hide subflows"), button("Earlier"), button("Later")],
      ...[menu("Past 24 hours", "Past hour", "Past 7 days"), link("zoompool"), text("1 worker")],
    ]);
  });

  test("in the list of runs, and that of task runs", async () => {
    await check("/runs", "empty-prices", [
      ...["All", "Problems", "Running", "Upcoming"].map(tab),
      ...["State", "Run", "Flow", "Started", "Duration", "Tasks"].map(column),
      ...[field("Filter runs"), button("Durations"), link("Task runs")],
      menu("State", "Failed", "Crashed", "Late", "Awaiting retry", "Cancelled", "Timed out", "Suspended"),
      menu("Flow", "every-state"),
      menu("Deployment", "taxi_local_data"),
      menu("Pool", "zoompool"),
      menu("Time", "Past hour", "Past 7 days", "Any time", "Hide subflows"),
      menu("Saved", "Open with all runs"),
      menu("Columns", "Log", "Deployment", "Work pool", "Queue", "Parameters"),
    ]);
    await check("/runs?q=planned-by-hand&cols=deployment&cols=pool&cols=queue&cols=parameters", "planned", [
      ...["Deployment", "Work pool", "Queue", "Parameters"].map(column),
      ...[link("taxi_local_data"), link("zoompool"), link("default")],
    ]);
    await ui.page.getByRole("checkbox", { name: "Select planned-by-hand" }).check();
    expect(
      await findMissing(ui.page, [
        ...[button("Retry"), button("Tag"), button("Cancel"), button("Delete")],
        button("Clear the selection"),
      ]),
    ).toEqual([]);
    await check("/runs?tab=task-runs", "sweep-alone", [
      ...["State", "Task run", "Flow run", "Started", "Duration", "Attempts", "Tags"].map(column),
      ...[field("Filter task runs"), field("State of the task runs"), field("Only task runs with this tag")],
      tab("Flow runs"),
    ]);
  });

  test("on the page of a run", async () => {
    await check(run(ids.run), "check-report", [
      ...["Flow", "Started", "Ended", "Took"].map(fact),
      ...["Timeline and log", "Task runs", "Subflows", "Artifacts", "Parameters", "States"].map(tab),
      ...[tab("Events"), tab("Details")],
      menu("More", "Change state…", "Copy id", "Copy URL", "Copy as curl", "Delete"),
      ...[choice("Timeline"), choice("Graph"), button("Critical path"), button("All dependencies")],
      ...[button("Zoom in"), button("Zoom out"), button("Show the whole run"), button("Full screen")],
      menu("View", "Start", "Duration, longest first", "Name", "Time since the start", "Time of day"),
      ...[field("Search the log"), button(/info$/), button("Newest first"), button("Wrap long lines")],
      menu("Download", "These lines as text", "These lines as JSON", "The whole log as CSV"),
    ]);
    await check(run(ids.run, "?tab=details"), "Idempotency key", [
      ...["Id", "Flow", "Flow id", "Flow version", "Deployment id", "Work pool", "Work queue"].map(fact),
      ...["Created", "Created by", "Updated", "State message", "Attempts", "Retries", "Retry delay"].map(
        fact,
      ),
      ...["Idempotency key", "Tags"].map(fact),
      button("Show the raw JSON"),
    ]);
    await check(run(ids.run, "?tab=parameters"), "rounds", [text("2023-03")]);
  });

  test("on the page of a run by its state", async () => {
    await check(run(ids.scheduled), "planned-by-hand", [
      ...[button("Run now"), button("Reschedule"), button("Cancel")],
      ...[fact("Deployment"), fact("Pool"), link("zoompool")],
    ]);
    await check(run(ids.running), "under-way", [button("Cancel")]);
    await check(run(ids.paused), "asks-which-model", [
      opens(/Answer|Resume/, heading(/^(?:Answer|Resume) asks-which-model$/)),
      button("Cancel"),
    ]);
    await check(run(ids.failed), "empty-prices", [text("column 'price' has 12 empty values")]);
  });

  test("on a task run, of a flow and alone", async () => {
    await check(run(ids.run), "train", []);
    await ui.page
      .getByRole("treegrid")
      .getByRole("row")
      .filter({ hasText: /^report-/ })
      .first()
      .click();
    const configuration = ["Retries", "Cache key", "Run time", "Version", "Task key", "Dynamic key"];
    expect(
      await findMissing(ui.page, [
        ...["State", "Started", "Took", "Attempts", ...configuration, "Created", "Updated", "Id"].map(fact),
        ...[heading(/^Inputs$/i), heading(/^Artifacts \(4\)$/i), link("rides-per-zone"), text("month")],
        menu(/^Actions for report/, "Change state…", "Copy id", "Delete"),
      ]),
    ).toEqual([]);
    await check(`/runs/task-run/${ids.loneTask}`, "sweep-alone", [
      ...["Flow run", "Attempts", ...configuration, "Created", "Updated", "Id"].map(fact),
      ...[field("Lines of the log"), field("Order of the log"), heading(/^Inputs$/i), heading("States")],
      menu("Actions for sweep-alone", "Change state…", "Copy id", "Delete"),
    ]);
  });

  test("in the list of flows, and on the page of one", async () => {
    await check("/flows", "taxi-ride-duration", [
      ...["Flow", "Last run", "Last 16 runs", "Next run", "Deployments", "First seen"].map(column),
      ...[field("Filter flows"), field("Only flows with this tag"), field("Select all that are shown")],
      menu("Actions for taxi-report", "Show its runs", "Copy ID", "Automate", "Delete"),
    ]);
    await check(`/flows/flow/${ids.flow}`, "Day by day", [
      ...[tab("Runs"), tab("Deployments"), link("All its runs")],
      ...["First seen", "Changed", "ID", "usually takes", "runs next"].map(fact),
      menu("Actions", "Copy ID", "Automate", "Delete"),
    ]);
  });

  test("in the list of deployments", async () => {
    await check("/deployments", "taxi_local_data", [
      ...["Deployment", "Status", "Last runs", "Schedule", "Next run", "Tags"].map(column),
      ...[field("Filter deployments"), field("Only deployments with this tag")],
      ...options("Order of the deployments", "A to Z", "Z to A", "Newest first"),
      ...[text("At 06:00, Europe/Berlin"), text("Every 30 minutes"), link("Run taxi_local_data")],
      ...[text("Paused"), button("Pin taxi_local_data")],
      menu("Actions for hourly", "Quick run", "Edit", "Duplicate", "Copy ID", "Delete"),
    ]);
  });

  test("on the page of a deployment", async () => {
    const path = `/deployments/deployment/${more.deployment}`;
    await check(path, "Triggers", [
      ...["Runs", "Parameters", "Configuration", "History", "Description"].map(tab),
      ...[heading("Next"), heading("Latest"), heading("Schedules"), heading("Triggers")],
      ...["Work pool", "Queue", "Entrypoint", "Version", "At once", "Created", "Changed"].map(fact),
      ...["Flow ID", "Tags", "ID"].map(fact),
      ...[toggle("Schedules on"), toggle("At 06:00, Europe/Berlin"), link("Add a trigger"), link("Run…")],
      ...[button("Change: At 06:00, Europe/Berlin"), button("Remove: At 06:00, Europe/Berlin")],
      menu("More", "Edit", "Duplicate", "Automate", "Copy id", "Copy as YAML", "Delete"),
      opens(
        "Add",
        ...["When it runs", "Cron expression", "Time zone"].map(field),
        ...options(
          "When it runs",
          "At certain times (cron)",
          "Every so often",
          "By a recurrence rule (RRULE)",
        ),
        toggle("It makes runs"),
      ),
    ]);
    await ui.page.getByRole("button", { name: "Add", exact: true }).click();
    await ui.page.getByLabel("Cron expression").fill("0 6 1 * 1");
    await ui.page.getByLabel("Day of the month and day of the week").waitFor();
    await ui.page.getByLabel("When it runs").selectOption("Every so often");
    expect(await findMissing(ui.page, ["Every", "Unit", "Counted from"].map(field))).toEqual([]);
    await check(`${path}?tab=parameters`, "learning_rate", [text("green")]);
    await check(`${path}?tab=configuration`, "Job variables", [
      ...[text("pull_steps"), text("As a project file has it")],
    ]);
  });

  test("on the forms of a deployment", async () => {
    const path = `/deployments/deployment/${more.deployment}`;
    await ui.open(`${path}/run`, "Run taxi_local_data");
    await ui.page.getByText("Name, tags, time, retries and where it runs").click();
    expect(
      await findMissing(ui.page, [
        ...["month", "rounds", "note", "Name of the run", "Tags", "Message", "Retries"].map(field),
        ...["Seconds between them", "Queue", "Job variables"].map(field),
        ...[toggle("Start later"), toggle("Check the parameters before it runs"), button("Run now")],
        ...[text("from 1 to 12"), choice("green"), choice("yellow"), button("Fill in from a run")],
        menu("Fill in note with", "A value", "A variable", "A template (Jinja)", "JSON", "Leave it out"),
      ]),
    ).toEqual([]);
    const fields = ["Description", "Tags", "Work pool", "Queue", "Job variables", "Runs at once"];
    const form = [
      ...[...fields, "A run that finds none free", "rounds"].map(field),
      ...options("A run that finds none free", "waits", "is cancelled"),
      ...[toggle("Check the parameters of its runs"), button("Cancel")],
    ];
    await check(`${path}/edit`, "Edit taxi_local_data", [...form, button("Save")]);
    await check(`${path}/duplicate`, "taxi_local_data", [...form, field("Name")]);
  });

  test("on the pages of work pools, queues and workers", async () => {
    await check("/work-pools", "zoompool", [
      ...["Name", "Health", "Type", "Runs at once", "Last polled", "On"].map(column),
      ...[field("Filter work pools"), link("New work pool"), toggle("Take on runs of zoompool")],
      menu("Actions for zoompool", "Edit", "Copy name", "Copy ID", "Automate", "Delete"),
    ]);
    await check("/work-pools/create", "New work pool", [
      ...[/^Process/, /^Docker/, /^Kubernetes/, /^AWS/, /^Azure/, /^Google Cloud Run/].map(choice),
      ...["Name", "Description", "Runs at once"].map(field),
      ...[tab("Defaults"), tab("JSON"), button("Create work pool"), button("Cancel")],
    ]);
    const pool = "/work-pools/work-pool/zoompool";
    await check(pool, "Start a worker", [
      ...["Runs", "Queues", "Workers", "Deployments", "Job template"].map(tab),
      ...["Type", "Workers online", "Last heard of", "Runs at once", "Created", "Changed", "ID"].map(fact),
      ...[toggle("Takes on runs"), link("Edit"), text("The machine under the desk.")],
      menu("More", "Automate", "Copy id", "Delete"),
    ]);
    await check(`${pool}?tab=queues`, "Priority", [
      ...["Priority", "Name", "Health", "Runs at once", "Last polled"].map(column),
      ...[opens("New queue", ...["Name", "Description", "Priority", "Runs at once"].map(field))],
      button("Edit default"),
    ]);
    await check(`${pool}?tab=workers`, "worker-under-the-desk", [
      ...["Name", "Health", "Last heartbeat", "Every"].map(column),
      button("Forget worker-under-the-desk"),
    ]);
    await check(`${pool}?tab=template`, "Start a worker", [button("Copy the JSON")]);
    await check(`${pool}/edit`, "Edit zoompool", [
      ...["Description", "Runs at once"].map(field),
      button("Save"),
    ]);
    await check(`${pool}/queue/default`, "Start a worker", [
      ...["Priority", "Runs at once", "Last polled", "Created", "Changed", "ID"].map(fact),
      ...[heading("Next"), heading("Latest"), toggle("Takes on runs"), button("Edit"), button("Delete")],
      text("reeve worker start -p zoompool -q default"),
    ]);
    await check(`${pool}/worker/worker-under-the-desk`, "Next in the pool", [
      ...[heading("Holds now"), heading("Latest"), button("Forget"), text("Online")],
      ...["Last heard of", "Heartbeats", "Took on", "Beside it", "Work pool", "Known since"].map(fact),
    ]);
  });

  test("on the pages of blocks", async () => {
    await check("/blocks", "warehouse-password", [
      ...["Name", "Type", "Used by", "Changed"].map(column),
      ...[field("Filter blocks"), field("Type of the blocks"), link("New block")],
      field("Results of flows that do not say where"),
      menu("Actions for results", "Edit", "Copy name", "Copy ID", "Delete"),
    ]);
    await check("/blocks/catalog", "Slack", [field("Filter types"), link("Secret"), link("SMTP Email")]);
    await check("/blocks/catalog/local-file-system/create", "New Local File System", [
      ...[
        field("Block name"),
        text("It can:"),
        text("write-path"),
        text(/In Python|How programs/i),
        button("Cancel"),
      ],
    ]);
    await check(`/blocks/block/${more.block}`, "In Python", [
      ...[heading("Values"), heading("Used by"), link("Edit"), button("Delete"), button("Copy the code")],
      ...["Created", "Changed", "ID"].map(fact),
    ]);
    await check(`/blocks/block/${more.block}/edit`, "Edit", [button("Save")]);
  });

  test("in the list of variables", async () => {
    await check("/variables", "batch_size", [
      ...["Name", "Value", "Tags", "Changed"].map(column),
      ...[field("Filter variables"), field("Only variables with this tag")],
      opens("New variable", ...["Name", "Value", "Tags"].map(field)),
      menu("Actions for batch_size", "Edit", "Copy name", "Copy value", "Copy ID", "Delete"),
    ]);
    await ui.page.getByLabel("Only variables with this tag").fill("ml");
    await ui.page.keyboard.press("Enter");
    await expect.poll(() => ui.row("batch_size").count()).toBe(0);
    await ui.row("model").first().waitFor();
  });

  test("on the pages of automations", async () => {
    await check("/automations", "Remind the team", [
      ...["Automation", "When", "It does", "Changed"].map(column),
      ...[link("New automation"), toggle(/^Let Remind the team/)],
      menu("Actions for Stop what runs for more than two hours", "Edit", "Copy ID", "Delete"),
    ]);
    await check(`/automations/automation/${more.automation}`, "What it has done", [
      ...[fact("When"), fact("Then"), button("Copy ID"), link("Edit"), button("Delete")],
      button("Try it on the last 24 hours"),
    ]);
    await check("/automations/create", "New automation", [
      ...["Flow run state", "Deployment status", "Work pool status", "Work queue status"].map(button),
      ...["Several events", "Figure of flow runs", "Schedule", "Any event"].map(button),
      ...options("It will", "cancel the flow run", "suspend the flow run", "resume the flow run"),
      ...options("It will", "change the state of the flow run", "run the deployment"),
      ...options("It will", "pause the deployment", "resume the deployment", "pause the work queue"),
      ...options("It will", "resume the work queue", "pause the work pool", "resume the work pool"),
      ...options("It will", "pause the automation", "resume the automation", "send a notification"),
      ...options("It will", "call a webhook"),
      ...["Name", "Description", "Tags"].map(field),
      ...[button("Create"), button("Cancel")],
    ]);
    await ui.open(`/automations/create?deployment=${more.deployment}`, "New automation");
    await expect.poll(() => ui.page.getByLabel("Deployment").inputValue()).toBe(more.deployment);
  });

  test("on the pages of events", async () => {
    await check("/events", "Flow run failed", [
      ...["When", "What happened", "To", "Of"].map(column),
      ...[field("Search events"), field("Whose events"), field("When"), button("Hold")],
      ...options("When", "Past hour", "Past 24 hours", "Past 7 days"),
      ...options("Whose events", "Flow runs", "Deployments", "Work pools", "Automations"),
    ]);
    await check(`/events/event/${more.event}`, "What it is related to", [
      ...["Happened to", "When", "Heard of", "Name", "ID"].map(fact),
      ...[link("All events of this"), link("React to this"), button("Copy the id")],
      text("The whole event as JSON"),
    ]);
  });

  test("on the pages of concurrency limits", async () => {
    await check("/concurrency-limits", "warehouse-connections", [
      ...["Name", "Limits", "Slots taken", "Come free each second", "On"].map(column),
      ...[field("Filter concurrency limits"), toggle("gpu is in force"), link("taxi_local_data")],
      menu("Actions for gpu", "Edit", "Copy ID", "Free all slots", "Delete"),
      opens(
        "New limit",
        ...["It limits", "Name", "Slots", "Slots that come free each second"].map(field),
        toggle("In force"),
      ),
    ]);
    await check(`/concurrency-limits/concurrency-limit/${more.limit}`, "Slots taken", [
      ...["Slots taken", "Limits", "Created", "Changed", "ID"].map(fact),
      ...[button("Edit"), button("Free all slots"), button("Delete")],
    ]);
  });

  test("on the pages of artifacts", async () => {
    await check("/artifacts", "rides-per-zone", [
      ...[field("Filter artifacts"), choice("Cards"), choice("Rows"), text("The dashboard of rides")],
      ...options("Type", "Text", "Table", "Progress", "Picture", "Result"),
      ...["Text", "Table", "Link", "Progress", "Picture"].map((kind) => text(kind)),
    ]);
    await check("/artifacts?as=rows", "rides-per-zone", [
      ...["Key", "Type", "Description", "Made by", "Made"].map(column),
      link("dashboard"),
    ]);
    await check("/artifacts/key/rides-per-zone", "The busiest zones", [
      ...[field("Search the table"), toggle("Show what changed since the version before")],
    ]);
    await check(`/artifacts/artifact/${more.artifact}`, "RMSE of ride durations", [
      ...["Type", "Made by", "Made", "ID"].map(fact),
      text("The data as they are stored"),
    ]);
  });

  test("in the settings", async () => {
    await check("/settings", "In this browser", [
      ...["Light", "Dark", "System", "Standard", "Colour-blind", "High contrast", "UTC"].map(choice),
      ...["Reeve", "Database", "API"].map(fact),
      ...[field("Filter settings"), toggle("Only what is set"), button("Copy as JSON")],
    ]);
  });
});
