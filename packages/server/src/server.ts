import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import * as protocol from "@reeve/protocol";
import { currentTimestamp, type Endpoint, ReeveError, type Timestamp } from "@reeve/protocol";
import type { Settings, SettingsWithSources } from "@reeve/settings";
import type { FastifyInstance } from "fastify";
import packageJson from "../package.json" with { type: "json" };
import { checkCsrfToken } from "./admin/csrf-tokens.ts";
import { mountAdmin } from "./admin/routes.ts";
import { READS } from "./all-reads.ts";
import { mountArtifacts } from "./artifacts/routes.ts";
import { AutomationEngine } from "./automation-engine/automation-engine.ts";
import { mountAutomationTests } from "./automation-engine/routes.ts";
import { forgetAutomations } from "./automations/forget-automations.ts";
import { mountAutomations } from "./automations/routes.ts";
import { mountBlockDocuments } from "./block-documents/routes.ts";
import { ensureSystemBlockTypes } from "./block-schemas/install-system-block-types.ts";
import { mountBlockSchemas } from "./block-schemas/routes.ts";
import { mountBlockTypes } from "./block-types/routes.ts";
import { mountCalendar } from "./calendar/routes.ts";
import { mountCollections } from "./collections/routes.ts";
import { CommitSignal } from "./commit-signal.ts";
import { mountConcurrencyLimits } from "./concurrency-limits/routes.ts";
import type { Context, Log } from "./context.ts";
import { openDatabase } from "./db/open-database.ts";
import { mountDeployments } from "./deployments/routes.ts";
import { DueRunWatches } from "./dispatch/due-run-watches.ts";
import { dueRunsSocket } from "./dispatch/due-runs-socket.ts";
import { PollMarks } from "./dispatch/poll-marks.ts";
import { mountDispatch } from "./dispatch/routes.ts";
import { openKeyring } from "./encryption/keyring.ts";
import { EventIntake } from "./event-ingestion/event-intake.ts";
import { eventsInSocket } from "./event-ingestion/events-in-socket.ts";
import { mountEventIngestion } from "./event-ingestion/routes.ts";
import { mountEventSearch } from "./event-search/routes.ts";
import { EventFeed } from "./events/event-feed.ts";
import { eventsOutSocket } from "./events/events-out-socket.ts";
import { mountFlowRunInputs } from "./flow-run-inputs/routes.ts";
import { mountFlowRuns } from "./flow-runs/routes.ts";
import { mountFlows } from "./flows/routes.ts";
import { answerUnknownCalls, closeApp, createApp, guardApi } from "./http/app.ts";
import { mountReads } from "./http/mount.ts";
import type { ReadAnswerer } from "./http/reads.ts";
import { Sockets } from "./http/sockets.ts";
import { currentCursor } from "./live/live-cursor.ts";
import { liveSocket } from "./live/live-socket.ts";
import { SilentChanges } from "./live/silent-changes.ts";
import { LogFeed } from "./logs/log-feed.ts";
import { logsOutSocket } from "./logs/logs-out-socket.ts";
import { mountLogs } from "./logs/routes.ts";
import { cleanUpCancellationsLoop } from "./loops/clean-up-cancellations.ts";
import { expirePausesLoop } from "./loops/expire-pauses.ts";
import { indexRelatedResourcesLoop } from "./loops/index-related-resources.ts";
import { indexRunNamesLoop } from "./loops/index-run-names.ts";
import { Loop } from "./loops/loop.ts";
import { markLateRunsLoop } from "./loops/mark-late-runs.ts";
import { markLostRunsLoop } from "./loops/mark-lost-runs.ts";
import { markUnreadyLoop } from "./loops/mark-unready.ts";
import { mergeRunCountsLoop } from "./loops/merge-run-counts.ts";
import { pruneOldDataLoop } from "./loops/prune-old-data.ts";
import { recoverLostTaskRunsLoop } from "./loops/recover-lost-task-runs.ts";
import { releaseExpiredCleanupsLoop } from "./loops/release-expired-cleanups.ts";
import { releaseLostLeasesLoop } from "./loops/release-lost-leases.ts";
import { scheduleDueRunsLoop } from "./loops/schedule-due-runs.ts";
import { mountOpenApi } from "./openapi/routes.ts";
import { readAnswerer } from "./read-threads.ts";
import { mountRunPage } from "./run-page/routes.ts";
import { mountSavedSearches } from "./saved-searches/routes.ts";
import { mountSchemaValidation } from "./schema-validation/routes.ts";
import { mountTaskRuns } from "./task-runs/routes.ts";
import { mountTaskWorkers } from "./task-workers/routes.ts";
import { scheduledTaskRunsSocket } from "./task-workers/scheduled-task-runs-socket.ts";
import { TaskRunDelivery } from "./task-workers/task-run-delivery.ts";
import { mountTemplates } from "./templates/routes.ts";
import { mountUi } from "./ui/routes.ts";
import { mountUiSession } from "./ui-session/routes.ts";
import { mountUiSummaries } from "./ui-summaries/routes.ts";
import { mountVariables } from "./variables/routes.ts";
import { mountWorkPools } from "./work-pools/routes.ts";
import { mountWorkQueues } from "./work-queues/routes.ts";
import { workerChannelSocket } from "./worker-channel/worker-channel-socket.ts";
import { mountWorkers } from "./workers/routes.ts";

/** A server that listens; closing it answers what is under way, commits it, and frees everything. */
export type RunningServer = AsyncDisposable & {
  readonly url: string;
  readonly apiUrl: string;
  readonly port: number;
  close(): Promise<void>;
};

export type ServerOptions = {
  readonly log?: Log;
  readonly now?: () => Timestamp;
  readonly sources?: SettingsWithSources["sources"];
  /** False where many servers are started that hardly anybody reads from: no thread of theirs has to load. */
  readonly readsOnThreads?: boolean;
};

/** Every endpoint of the protocol. */
const ENDPOINTS: readonly Endpoint[] = (Object.values(protocol) as unknown[]).filter(isEndpoint);

/** Starts a server: database, API, sockets, loops and UI in this process. Throws when any of them cannot start. */
export async function startServer(settings: Settings, options: ServerOptions = {}): Promise<RunningServer> {
  await using resources = new AsyncDisposableStack();
  const { log = standardErrorLog, now = currentTimestamp, sources: settingSources } = options;
  makeHome(settings);
  const keyring = openKeyring(settings);
  const db = resources.use(await openDatabase(settings, (fault) => log.error(fault)));
  const commits = new CommitSignal();
  const wakeReaders = () => commits.notify();
  const context: Context = { db, settings, settingSources, keyring, log, now, wakeReaders };
  await prepareDatabase(context);
  const intake = resources.use(new EventIntake(context));
  const pollMarks = resources.use(new PollMarks(context));
  const feed = resources.use(new EventFeed(db, log));
  commits.listen(() => feed.wake());
  for (const loop of loopsOf(context, commits)) resources.use(new Loop(loop, log));
  if (settings.serverServicesTriggersEnabled) resources.use(new AutomationEngine(context, commits));
  const answer = readAnswerer(context, resources, options.readsOnThreads ?? true);
  const app = await createApp(context);
  resources.defer(() => closeApp(app));
  await mountEverything(app, context, { answer, intake, pollMarks });
  const sockets = [
    eventsInSocket(context, intake),
    eventsOutSocket(context, feed),
    logsOutSocket(context, resources.use(new LogFeed(context, commits))),
    liveSocket(context, feed, commits, resources.use(new SilentChanges(context))),
    workerChannelSocket(context, feed, commits),
    scheduledTaskRunsSocket(context, resources.use(new TaskRunDelivery(context, commits))),
    dueRunsSocket(resources.use(new DueRunWatches(context, commits))),
  ];
  resources.adopt(new Sockets(app, settings.serverApiBasePath, sockets, context), (served) => served.close());
  const port = await listen(app, settings);
  const started = resources.move();
  const url = `http://${urlHost(settings.serverApiHost)}:${port}`;
  const close = () => started.disposeAsync();
  return { url, apiUrl: url + settings.serverApiBasePath, port, close, [Symbol.asyncDispose]: close };
}

/** Puts into the database what every server expects to be there. */
async function prepareDatabase(context: Context): Promise<void> {
  await ensureSystemBlockTypes(context);
}

async function mountEverything(
  app: FastifyInstance,
  context: Context,
  { answer, intake, pollMarks }: { answer: ReadAnswerer; intake: EventIntake; pollMarks: PollMarks },
): Promise<void> {
  const { serverApiBasePath: basePath, serverAllowClear } = context.settings;
  const endpoints = ENDPOINTS.filter((endpoint) => serverAllowClear || endpoint !== protocol.clearDatabase);
  await app.register(
    async (api) => {
      guardApi(api, context, (client, token) => checkCsrfToken(context, client, token));
      answerUnknownCalls(api, endpoints);
      mountReads(api, READS, answer);
      mountAdmin(api, context, { forget: forgetAutomations, prepare: () => prepareDatabase(context) });
      mountFlows(api, context);
      mountFlowRuns(api, context);
      mountFlowRunInputs(api, context);
      mountDeployments(api, context);
      mountTaskRuns(api, context);
      mountTaskWorkers(api, context);
      mountLogs(api, context);
      mountCollections(api);
      mountConcurrencyLimits(api, context);
      mountEventIngestion(api, context, intake);
      mountEventSearch(api, context);
      mountAutomations(api, context);
      mountAutomationTests(api, context);
      mountTemplates(api);
      mountRunPage(api, context);
      mountUiSummaries(api, context);
      mountCalendar(api, context);
      mountSchemaValidation(api, context);
      mountSavedSearches(api, context);
      mountUiSession(api, context);
      mountVariables(api, context);
      mountArtifacts(api, context);
      mountWorkPools(api, context);
      mountWorkQueues(api, context);
      mountWorkers(api, context);
      mountDispatch(api, context, pollMarks);
      mountBlockTypes(api, context);
      mountBlockSchemas(api, context);
      mountBlockDocuments(api, context);
    },
    { prefix: basePath },
  );
  await mountOpenApi(app, endpoints, { version: packageJson.version, basePath });
  if (context.settings.serverUiEnabled)
    await mountUi(app, context.settings, { cursor: () => currentCursor(context) });
}

function loopsOf(context: Context, commits: CommitSignal) {
  const { settings } = context;
  return [
    indexRelatedResourcesLoop(context, commits),
    mergeRunCountsLoop(context, commits),
    indexRunNamesLoop(context, commits),
    ...(settings.serverServicesDbVacuumEnabled.length > 0 ? [pruneOldDataLoop(context)] : []),
    ...(settings.serverServicesPauseExpirationsEnabled ? [expirePausesLoop(context)] : []),
    ...(settings.serverServicesRepossessorEnabled ? [releaseLostLeasesLoop(context)] : []),
    ...(settings.serverServicesForemanEnabled ? [markUnreadyLoop(context)] : []),
    ...(settings.serverServicesSchedulerEnabled ? [scheduleDueRunsLoop(context)] : []),
    ...(settings.serverServicesLateRunsEnabled ? [markLateRunsLoop(context)] : []),
    ...(settings.serverServicesCancellationCleanupEnabled ? [cleanUpCancellationsLoop(context)] : []),
    ...(settings.serverServicesLostRunsEnabled ? [markLostRunsLoop(context)] : []),
    ...(settings.serverServicesLostTaskRunsEnabled ? [recoverLostTaskRunsLoop(context)] : []),
    ...(settings.serverServicesCleanupReconcilerEnabled ? [releaseExpiredCleanupsLoop(context)] : []),
  ];
}

function makeHome({ home }: Settings): void {
  try {
    mkdirSync(home, { recursive: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReeveError(
      "home_unusable",
      `The folder ${home} cannot be used: ${reason}. Set REEVE_HOME to another.`,
      {
        cause,
      },
    );
  }
}

async function listen(app: FastifyInstance, settings: Settings): Promise<number> {
  const { serverApiHost: host, serverApiPort: port } = settings;
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === "EADDRINUSE" ? "it is in use; choose another with --port" : message;
    throw new ReeveError("port_unusable", `The server cannot listen on ${host}:${port}: ${reason}.`, {
      cause,
    });
  }
  return (app.server.address() as AddressInfo).port;
}

/** The host as a browser can reach it. */
function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function isEndpoint(value: unknown): value is Endpoint {
  return (
    typeof value === "object" && value !== null && "method" in value && "path" in value && "answers" in value
  );
}

const standardErrorLog: Log = {
  info: () => {},
  error: (message, details) => console.error(message, ...(details ? [details] : [])),
};
