import type { CreatedBy, ReceivedEvent, Resource } from "@reeve/protocol";
import type { Context } from "../../context.ts";
import type { Invocation } from "../invocation.ts";
import { ActionFailed } from "./action-failed.ts";
import { idIn, idOfKind } from "./event-resources.ts";
import type { RenderTemplates } from "./render-templates.ts";

/** All that an action is given to do its work with. */
export type Acting = {
  readonly context: Context;
  readonly invocation: Invocation;
  /** The event that the automation fired on; a trigger that waited in vain may have none. */
  readonly event: ReceivedEvent | undefined;
  /** Renders templates with what is known of the event and of what it is about. */
  readonly render: RenderTemplates;
};

/** Who created what an action creates. */
export const creatorOf = ({ invocation: { automation } }: Acting): CreatedBy => ({
  id: automation.id,
  type: "AUTOMATION",
  display_value: automation.name,
});

/** The same whenever the action is tried again, so that what it creates is created once. */
export const idempotencyKeyOf = ({ invocation }: Acting): string =>
  `automation ${invocation.automation.id}, action ${invocation.actionIndex}, invocation ${invocation.id}`;

/** The resource that an action is about: the one that was selected, or the first of its kind that the event names. */
export function targetOf(
  acting: Acting,
  kind: string,
  { source, id }: { source: "selected" | "inferred"; id: string | null },
): string {
  if (source === "selected" && id) return id;
  const inferred = acting.event && idOfKind(acting.event, kind);
  if (inferred) return inferred;
  const what = kind.replaceAll("-", " ");
  throw new ActionFailed(
    acting.event
      ? `No ${what} could be inferred: the event ${acting.event.event} names none.`
      : `No ${what} could be inferred: the automation fired without an event.`,
  );
}

/** The flow run that an action is about: the one that its trigger counts apart, or the first that the event names. */
export function flowRunOf(acting: Acting): string {
  const counted = acting.invocation.firing.labels["prefect.resource.id"];
  const id = counted === undefined ? undefined : idIn(counted, "flow-run");
  return id ?? targetOf(acting, "flow-run", { source: "inferred", id: null });
}

/** A resource that an action was done to. */
export const target = (kind: string, id: string, name?: string | null, role = "target"): Resource => ({
  "prefect.resource.id": `prefect.${kind}.${id}`,
  "prefect.resource.role": role,
  ...(name && { "prefect.resource.name": name }),
});
