import type { RunRow } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Chip } from "../../components/chip.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { formatDuration } from "../../components/format-duration.ts";
import { JsonView } from "../../components/json-view.tsx";
import { Moment } from "../header/moment.tsx";

/** Every field of a run, and the run as the API gives it. */
export function DetailsTab({ row }: { row: RunRow }) {
  const run = row.flow_run;
  const [showsJson, setShowsJson] = useState(false);
  const policy = run.empirical_policy;
  return (
    <div className="grid max-w-5xl gap-x-10 gap-y-4 lg:grid-cols-2">
      <dl className="grid auto-rows-min grid-cols-[9rem_1fr] gap-x-3 gap-y-1.5">
        <Fact name="Id">
          <Id text={run.id} />
        </Fact>
        <Fact name="Flow">{row.flow_name}</Fact>
        <Fact name="Flow id">
          <Id text={run.flow_id} />
        </Fact>
        <Fact name="Flow version">{run.flow_version}</Fact>
        <Fact name="Deployment id">{run.deployment_id && <Id text={run.deployment_id} />}</Fact>
        <Fact name="Deployment version">{run.deployment_version}</Fact>
        <Fact name="Work pool">{run.work_pool_name}</Fact>
        <Fact name="Work queue">{run.work_queue_name}</Fact>
        <Fact name="Created">{run.created && <Moment value={run.created} />}</Fact>
        <Fact name="Created by">{run.created_by?.display_value}</Fact>
        <Fact name="Updated">{run.updated && <Moment value={run.updated} />}</Fact>
      </dl>
      <dl className="grid auto-rows-min grid-cols-[9rem_1fr] gap-x-3 gap-y-1.5">
        <Fact name="State message">
          {run.state?.message && <span className="whitespace-pre-wrap break-words">{run.state.message}</span>}
        </Fact>
        <Fact name="Expected start">
          {run.expected_start_time && <Moment value={run.expected_start_time} />}
        </Fact>
        <Fact name="Attempts">{run.run_count}</Fact>
        <Fact name="Total run time">{formatDuration(run.total_run_time * 1000)}</Fact>
        <Fact name="Retries">{policy.retries ?? 0}</Fact>
        <Fact name="Retry delay">
          {policy.retry_delay ? formatDuration(policy.retry_delay * 1000) : null}
        </Fact>
        <Fact name="Idempotency key">{run.idempotency_key}</Fact>
        <Fact name="Process">{run.infrastructure_pid}</Fact>
        <Fact name="Tags">
          {run.tags.length > 0 && (
            <span className="flex flex-wrap gap-1">
              {run.tags.map((tag) => (
                <Chip key={tag}>{tag}</Chip>
              ))}
            </span>
          )}
        </Fact>
        <Fact name="Labels">
          {Object.entries(run.labels).map(([key, value]) => (
            <div key={key} className="break-all">
              {key} = {String(value)}
            </div>
          ))}
        </Fact>
      </dl>
      <div className="lg:col-span-2">
        <p className="mb-3 flex flex-wrap gap-x-4 gap-y-1">
          <Link
            to={"/events" as string}
            search={{ resource: `prefect.flow-run.${run.id}`, span: "30d" } as never}
            className="text-accent hover:underline"
          >
            Events of this run
          </Link>
          <Link
            to={"/automations/create" as string}
            search={{ event: `prefect.flow-run.${run.state_name ?? "Failed"}`, name: row.flow_name } as never}
            className="text-accent hover:underline"
          >
            React when a run of {row.flow_name} comes to this state
          </Link>
        </p>
        <Button aria-expanded={showsJson} onClick={() => setShowsJson(!showsJson)}>
          {showsJson ? "Hide the raw JSON" : "Show the raw JSON"}
        </Button>
        {showsJson && <JsonView value={run} className="mt-2" />}
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const isEmpty = children === null || children === undefined || children === "" || children === false;
  return (
    <>
      <dt className="text-text-faint">{name}</dt>
      <dd className="min-w-0">
        {isEmpty || (Array.isArray(children) && children.length === 0) ? (
          <span className="text-text-faint">–</span>
        ) : (
          children
        )}
      </dd>
    </>
  );
}

const Id = ({ text }: { text: string }) => (
  <span className="-my-1 flex items-center gap-1">
    <span className="truncate font-mono text-xs">{text}</span>
    <CopyButton text={text} label="Copy the id" />
  </span>
);
