import type { ReceivedEvent } from "@reeve/protocol";
import { STATE_TYPES } from "@reeve/protocol/state-types";
import { clsx } from "clsx";
import { stateTone, TONE_CLASSES } from "../run-state.ts";
import { eventWords } from "./event-words.ts";

/** What happened, in words, with the colour of the state that a run came into. */
export function EventTitle({ event }: { event: ReceivedEvent }) {
  const { kind, what } = eventWords(event.event);
  const type = STATE_TYPES.find((one) => one === event.resource["prefect.state-type"]);
  const fill = type
    ? TONE_CLASSES[stateTone(type, event.resource["prefect.state-name"])].fill
    : event.event.endsWith(".failed")
      ? "bg-failed-fill"
      : "bg-control-line";
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span aria-hidden="true" className={clsx("size-2 shrink-0 rounded-full", fill)} />
      <span className="truncate">
        {kind && <span className="text-text-soft">{kind} </span>}
        <span className="font-medium">{what}</span>
      </span>
    </span>
  );
}

/** Where the page of an event is. */
export const eventPlace = ({ id, occurred }: Pick<ReceivedEvent, "id" | "occurred">): string =>
  `/events/event/${occurred.slice(0, 10)}/${id}`;
