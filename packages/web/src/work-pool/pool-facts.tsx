import { CopyButton } from "../components/copy-button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { OccupancyBar } from "../components/occupancy-bar.tsx";
import { TimeAgo } from "../components/time.tsx";
import type { PoolData } from "./use-work-pool.ts";
import { WorkerCommands } from "./worker-command.tsx";

/** How to work for a pool, and what else there is to know of it. */
export function PoolFacts({ data }: { data: PoolData }) {
  const { pool, workers } = data;
  const lastHeard = workers[0]?.last_heartbeat_time;
  const online = workers.filter(({ status }) => status === "ONLINE").length;
  return (
    <>
      <WorkerCommands pool={pool.name} />
      <section className="flex flex-col gap-2">
        <h2 className="font-medium text-sm">Details</h2>
        <Facts>
          <Fact name="Type">{pool.type}</Fact>
          <Fact name="Workers online">{`${online} of ${workers.length}`}</Fact>
          <Fact name="Last heard of">{lastHeard ? <TimeAgo value={lastHeard} /> : "No worker so far"}</Fact>
          <Fact name="Runs at once">
            {pool.concurrency_limit === null ? (
              "As many as there are"
            ) : (
              <OccupancyBar active={pool.active_slots ?? 0} limit={pool.concurrency_limit} />
            )}
          </Fact>
          <Fact name="Created">{pool.created && <TimeAgo value={pool.created} />}</Fact>
          <Fact name="Changed">{pool.updated && <TimeAgo value={pool.updated} />}</Fact>
          <Fact name="ID">
            <span className="inline-flex max-w-full items-center gap-1">
              <code className="truncate font-mono text-xs">{pool.id}</code>
              <CopyButton text={pool.id} label="Copy the id" />
            </span>
          </Fact>
        </Facts>
      </section>
    </>
  );
}
