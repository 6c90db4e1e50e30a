import type { ConcurrencyLimit } from "@reeve/protocol";
import { useNavigate } from "@tanstack/react-router";
import { CircleMinus, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { HealthWord } from "../components/health-word.tsx";
import { Loaded } from "../components/loaded.tsx";
import { OccupancyBar } from "../components/occupancy-bar.tsx";
import { TimeAgo } from "../components/time.tsx";
import { toast } from "../components/toast.tsx";
import { useDeploymentNames } from "../components/use-deployment-names.ts";
import { ConfirmLimitChange, type LimitChange } from "./confirm-limit-change.tsx";
import { LimitDialog } from "./limit-dialog.tsx";
import { deploymentsOf, LIMIT_WORDS, limitKind } from "./limit-kind.ts";
import { LimitUsers } from "./limit-users.tsx";
import { freeTagSlot, type LimitData } from "./read-limit.ts";
import { useLimit } from "./use-limit.ts";

/** One concurrency limit: how much of it is taken, and by whom. */
export function LimitPage({ id }: { id: string }) {
  const query = useLimit(id);
  return (
    <Loaded query={query} failure="The limit could not be read" title="Concurrency limit">
      {(data) => <LimitView {...data} onChanged={() => void query.refetch()} />}
    </Loaded>
  );
}

type ViewProps = LimitData & { onChanged: () => void };

function LimitView({ limit, use, onChanged }: ViewProps) {
  const { kind } = limitKind(limit.name);
  return (
    <>
      <Header limit={limit} onChanged={onChanged} />
      <div className="flex min-h-0 grow flex-col gap-6 overflow-y-auto p-4">
        <Facts>
          <Fact name="Slots taken">
            <OccupancyBar active={limit.active_slots} limit={limit.limit} />
          </Fact>
          <Fact name="Limits">{LIMIT_WORDS[kind]}</Fact>
          {limit.slot_decay_per_second > 0 && (
            <Fact name="Come free">{`${limit.slot_decay_per_second} each second`}</Fact>
          )}
          <Fact name="Created">{limit.created && <TimeAgo value={limit.created} />}</Fact>
          <Fact name="Changed">{limit.updated && <TimeAgo value={limit.updated} />}</Fact>
          <Fact name="ID">
            <span className="inline-flex max-w-full items-center gap-1">
              <code className="truncate font-mono text-xs">{limit.id}</code>
              <CopyButton text={limit.id} label="Copy the id" />
            </span>
          </Fact>
        </Facts>
        {use && (
          <>
            <LimitUsers
              title="Who holds its slots"
              users={use.holders}
              whenNone="Nothing holds a slot now."
              onFree={kind === "tag" ? (user) => freeTagSlot(limit, user).then(onChanged) : undefined}
            />
            <LimitUsers title="Who waits for one" users={use.waiters} whenNone="Nothing waits for a slot." />
          </>
        )}
      </div>
    </>
  );
}

function Header({ limit, onChanged }: { limit: ConcurrencyLimit; onChanged: () => void }) {
  const navigate = useNavigate();
  const { label } = limitKind(limit.name);
  const deployments = useDeploymentNames(deploymentsOf([limit.name]));
  const [edited, setEdited] = useState<ConcurrencyLimit>();
  const [change, setChange] = useState<LimitChange>();
  const freeOne = async () => {
    try {
      await api.updateConcurrencyLimit({
        params: { id_or_name: limit.id },
        body: { active_slots: limit.active_slots - 1 },
      });
      onChanged();
    } catch (error) {
      toast(`It could not be freed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const icon = { size: 14, "aria-hidden": true } as const;
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5">
      <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">
        {deployments.get(label) ?? label}
      </h1>
      {limit.active ? <HealthWord tone="good" word="In force" /> : <HealthWord tone="paused" word="Off" />}
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <Button icon={<Pencil {...icon} />} onClick={() => setEdited(limit)}>
          Edit
        </Button>
        {limit.active_slots > 0 && (
          <Button icon={<CircleMinus {...icon} />} onClick={() => void freeOne()}>
            Free one slot
          </Button>
        )}
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
