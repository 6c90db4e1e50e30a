import { idOf } from "../../packages/server/test/many-runs.ts";
import { addSurroundings, historyReads } from "../history/history-requests.ts";
import { startWithHistory } from "../history/start-with-history.ts";
import { ApiClient } from "../measure/api-client.ts";
import { percentile } from "../measure/statistics.ts";
import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import { flowRunBody } from "../requests.ts";
import type { BenchServer } from "../servers/bench-server.ts";
import type { Figure, Scenario } from "./scenario.ts";

const READERS = 16;
const QUIET_LIMIT_MS = 60_000;
// Of fewer writes there is no 99th percentile to speak of; but no server is waited for for ever.
const FEWEST = 100;
const LONGER_MS = 5_000;

/** Creates flow runs on one connection, first alone, then while others read whatever clients and pages read. */
export const writeUnderReadsScenario: Scenario = {
  name: "write-under-reads",
  title: `A write while ${READERS} connections read`,
  async measure({ name }, { seconds, history }) {
    await using server = await startWithHistory(name, history);
    await addSurroundings(server);
    await waitUntilQuiet(server, QUIET_LIMIT_MS);
    // Not measured: compilers and caches start cold.
    await writeFor(server, seconds);
    const alone = await writeFor(server, seconds);
    await using reading = startReading(server, history);
    const underReads = await writeFor(server, seconds);
    const reads = reading.perSecond();
    return {
      figures: [
        ...figuresOf("alone", alone),
        ...figuresOf("while others read", underReads),
        { label: "reads meanwhile", value: reads, unit: "/s" },
      ],
    };
  },
};

const figuresOf = (label: string, { times, failed }: Written): Figure[] => [
  { label: `${label}: p50`, value: percentile(times, 0.5), unit: "ms" },
  { label: `${label}: p99`, value: percentile(times, 0.99), unit: "ms" },
  { label: `${label}: refused`, value: failed, unit: "missing" },
];

type Written = { times: number[]; failed: number };

async function writeFor({ apiUrl }: BenchServer, seconds: number): Promise<Written> {
  using client = new ApiClient(apiUrl, 1);
  const written: Written = { times: [], failed: 0 };
  const deadline = performance.now() + seconds * 1000;
  const isEnough = () => written.times.length >= FEWEST || performance.now() > deadline + LONGER_MS;
  while (performance.now() < deadline || !isEnough()) {
    const sentAt = performance.now();
    const status = await client.post("/flow_runs/", flowRunBody(idOf("flow", 7))).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 201) written.times.push(performance.now() - sentAt);
    else written.failed++;
  }
  return written;
}

/** Lets each connection go through all reads, from a place of its own, until it is disposed of. */
function startReading(
  { apiUrl }: BenchServer,
  history: number,
): AsyncDisposable & {
  /** How many reads were answered a second so far. */
  perSecond(): number;
} {
  const client = new ApiClient(apiUrl, READERS);
  const reads = historyReads(history);
  const startedAt = performance.now();
  let isOver = false;
  let answered = 0;
  const readOn = async (reader: number) => {
    for (let next = reader; !isOver; next++) {
      const { method, path, body } = reads[next % reads.length]!;
      const isAnswered = await client.send(method, path, body).then(
        ({ status }) => status < 300,
        () => false,
      );
      if (isAnswered && !isOver) answered++;
    }
  };
  const all = Promise.all(Array.from({ length: READERS }, (_, reader) => readOn(reader)));
  return {
    perSecond: () => (1000 * answered) / (performance.now() - startedAt),
    async [Symbol.asyncDispose]() {
      isOver = true;
      // Answers that nobody has need of may take minutes.
      client[Symbol.dispose]();
      await all;
    },
  };
}
