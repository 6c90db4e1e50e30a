import type { Automation, AutomationTest } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { EventTitle, eventPlace } from "../components/events/event-title.tsx";
import { JsonView } from "../components/json-view.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { Time } from "../components/time.tsx";

/** What an automation would have done in the last day, without doing any of it. */
export function DryRun({ automation }: { automation: Automation }) {
  const [isAsked, setAsked] = useState(false);
  const { id, updated } = automation;
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["dry-run", id, updated],
    queryFn: ({ signal }) => api.testAutomation({ params: { id }, body: {} }, { signal }),
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <section aria-label="Dry run" className="flex max-w-3xl flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-medium text-sm">Dry run</h2>
        <Button
          icon={<FlaskConical size={14} aria-hidden="true" />}
          disabled={isFetching}
          onClick={() => (isAsked ? void refetch() : setAsked(true))}
        >
          Try it on the last 24 hours
        </Button>
      </div>
      {error && <p className="text-failed">{error.message}</p>}
      {isAsked && !data && !error && <Skeleton className="h-16" />}
      {data && <Outcome test={data} />}
    </section>
  );
}

function Outcome({ test }: { test: AutomationTest }) {
  const { fired, firings, covered, is_whole: isWhole, metrics, actions } = test;
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line bg-surface px-4 py-3">
      <p>
        <strong className="font-semibold">
          {fired === 0 ? "It would not have fired" : `It would have fired ${fired}×`}
        </strong>
        <span className="text-text-soft">
          {` · ${covered.toLocaleString("en")} ${covered === 1 ? "event is" : "events are"} of the kind it looks at`}
          {!isWhole && ", among the newest"}
        </span>
      </p>
      {metrics.map(({ name, value, is_beyond: isBeyond }) => (
        <p key={name} className={isBeyond ? "text-failed" : "text-text-soft"}>
          Now: {name} {value ?? "not known"}
          {isBeyond && ", beyond the limit"}
        </p>
      ))}
      {firings.length > 0 && (
        <ol aria-label="When" className="flex flex-col gap-1">
          {firings.map(({ at, event }) => (
            <li key={`${at} ${event?.id ?? ""}`} className="flex items-baseline gap-3">
              <Time value={at} className="shrink-0 text-text-soft" />
              {event ? (
                <Link to={eventPlace(event) as string} className="min-w-0 hover:underline">
                  <EventTitle event={event} />
                </Link>
              ) : (
                <span className="text-text-soft">nothing happened in time</span>
              )}
            </li>
          ))}
        </ol>
      )}
      {actions.length > 0 && (
        <ul aria-label="What it would do" className="flex flex-col gap-1.5">
          {actions.map(({ type, outcome, summary, details }) => (
            <li key={`${type} ${summary}`}>
              <details>
                <summary
                  className={clsx("cursor-pointer", /fail/.test(outcome) ? "text-failed" : "text-text")}
                >
                  {summary}
                </summary>
                <JsonView value={details} className="mt-1" />
              </details>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
