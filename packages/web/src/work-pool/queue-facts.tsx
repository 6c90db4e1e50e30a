import type { WorkQueue } from "@reeve/protocol";
import { CopyButton } from "../components/copy-button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { TimeAgo } from "../components/time.tsx";
import { WorkerCommands } from "./worker-command.tsx";

/** How to work for a queue, and what else there is to know of it. */
export function QueueFacts({ poolName, queue }: { poolName: string; queue: WorkQueue }) {
  return (
    <aside
      aria-label="About the queue"
      className="flex shrink-0 flex-col gap-5 border-line p-4 max-lg:border-t lg:w-88 lg:overflow-y-auto lg:border-l"
    >
      <WorkerCommands pool={poolName} queue={queue.name} />
      <section className="flex flex-col gap-2">
        <h2 className="font-medium text-sm">Details</h2>
        <Facts>
          <Fact name="Priority">{queue.priority}</Fact>
          <Fact name="Runs at once">{queue.concurrency_limit ?? "As many as the pool allows"}</Fact>
          <Fact name="Last polled">
            {queue.last_polled ? <TimeAgo value={queue.last_polled} /> : "By nobody so far"}
          </Fact>
          <Fact name="Created">{queue.created && <TimeAgo value={queue.created} />}</Fact>
          <Fact name="Changed">{queue.updated && <TimeAgo value={queue.updated} />}</Fact>
          <Fact name="ID">
            <span className="inline-flex max-w-full items-center gap-1">
              <code className="truncate font-mono text-xs">{queue.id}</code>
              <CopyButton text={queue.id} label="Copy the id" />
            </span>
          </Fact>
        </Facts>
      </section>
    </aside>
  );
}
