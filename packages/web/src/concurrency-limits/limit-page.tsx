import type { ConcurrencyLimit, TaskRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { ErrorState } from "../components/error-state.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { HealthWord } from "../components/health-word.tsx";
import { OccupancyBar } from "../components/occupancy-bar.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { TimeAgo } from "../components/time.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { ConfirmLimitChange, type LimitChange } from "./confirm-limit-change.tsx";
import { LimitDialog } from "./limit-dialog.tsx";
import { LIMIT_WORDS, limitKind } from "./limit-kind.ts";

type LimitData = { limit: ConcurrencyLimit; holders: TaskRun[] };

/** One concurrency limit: how much of it is taken, and by whom. */
export function LimitPage({ id }: { id: string }) {
  const queryKey = ["concurrency-limit", id];
  const reread = useReread(queryKey);
  useLiveKinds(["concurrency-limit"], queryKey);
  useLiveTopic(
    "slots",
    (changes) => {
      if (changes.some((change) => change.kind === "concurrency-limit" && change.limit.id === id)) reread();
    },
    reread,
  );
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => readLimit(id, signal),
    retry: false,
  });
  if (error) {
    return (
      <ErrorState
        level={1}
        error={error}
        title="The limit could not be read"
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) {
    return (
      <div className="flex flex-col gap-3 p-4">
        <h1 className="sr-only">Concurrency limit</h1>
        <Skeleton className="h-5 w-64" />
      </div>
    );
  }
  const { limit, holders } = data;
  const { kind } = limitKind(limit.name);
  return (
    <>
      <Header limit={limit} onChanged={() => void refetch()} />
      <div className="flex min-h-0 grow flex-col gap-6 overflow-y-auto p-4">
        <Facts>
          <Fact name="Slots taken">
            <OccupancyBar active={limit.active_slots} limit={limit.limit} />
          </Fact>
          <Fact name="Limits">{LIMIT_WORDS[kind]}</Fact>
          {limit.slot_decay_per_second > 0 && (
            <Fact name="Come free">{`${limit.slot_decay_per_second} each second`}</Fact>
          )}
          <Fact name="Changed">{limit.updated && <TimeAgo value={limit.updated} />}</Fact>
        </Facts>
        {kind === "tag" && <Holders holders={holders} />}
      </div>
    </>
  );
}

async function readLimit(id: string, signal: AbortSignal): Promise<LimitData> {
  const limit = await api.getConcurrencyLimit({ params: { id_or_name: id } }, { signal });
  const { kind, label } = limitKind(limit.name);
  if (kind !== "tag") return { limit, holders: [] };
  const { active_slots: held } = await api.getTagLimitByTag({ params: { tag: label } }, { signal });
  const holders =
    held.length === 0
      ? []
      : await api.listTaskRuns({ body: { task_runs: { id: { any_: held } }, limit: 200 } }, { signal });
  return { limit, holders };
}

function Header({ limit, onChanged }: { limit: ConcurrencyLimit; onChanged: () => void }) {
  const navigate = useNavigate();
  const [edited, setEdited] = useState<ConcurrencyLimit>();
  const [change, setChange] = useState<LimitChange>();
  const icon = { size: 14, "aria-hidden": true } as const;
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5">
      <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">{limitKind(limit.name).label}</h1>
      {limit.active ? <HealthWord tone="good" word="In force" /> : <HealthWord tone="paused" word="Off" />}
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <Button icon={<Pencil {...icon} />} onClick={() => setEdited(limit)}>
          Edit
        </Button>
        <Button icon={<RotateCcw {...icon} />} onClick={() => setChange({ does: "reset", limit })}>
          Free all slots
        </Button>
        <Button
          look="outline-danger"
          icon={<Trash2 {...icon} />}
          onClick={() => setChange({ does: "delete", limit })}
        >
          Delete
        </Button>
      </div>
      <LimitDialog edited={edited} onClose={() => setEdited(undefined)} onSaved={onChanged} />
      <ConfirmLimitChange
        change={change}
        onClose={() => setChange(undefined)}
        onDone={() =>
          change?.does === "delete" ? void navigate({ to: "/concurrency-limits" }) : onChanged()
        }
      />
    </header>
  );
}

function Holders({ holders }: { holders: readonly TaskRun[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium text-sm">Who holds its slots</h2>
      {holders.length === 0 && <p className="text-text-soft">No task run holds a slot now.</p>}
      <ul className="flex flex-col gap-1.5">
        {holders.map((run) => (
          <li key={run.id} className="flex items-center gap-3">
            <StateBadge type={run.state_type ?? "PENDING"} name={run.state_name} className="w-32" />
            {run.flow_run_id ? (
              <Link
                to="/runs/flow-run/$flowRunId"
                params={{ flowRunId: run.flow_run_id }}
                search={{ task: run.id }}
                className="text-accent hover:underline"
              >
                {run.name}
              </Link>
            ) : (
              run.name
            )}
            {run.start_time && <TimeAgo value={run.start_time} className="text-text-soft" />}
          </li>
        ))}
      </ul>
    </section>
  );
}
