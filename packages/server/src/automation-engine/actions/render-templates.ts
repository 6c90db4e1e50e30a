import {
  type Automation,
  ERROR_STATUS,
  parseTimestamp,
  type ReceivedEvent,
  ReeveError,
  type Resource,
} from "@reeve/protocol";
import { getConcurrencyLimit } from "../../concurrency-limits/read-concurrency-limits.ts";
import type { Context } from "../../context.ts";
import { getDeployment } from "../../deployments/read-deployments.ts";
import { getEvents } from "../../events/reading-place.ts";
import { getFlowRun } from "../../flow-runs/read-flow-runs.ts";
import { getFlow } from "../../flows/read-flows.ts";
import { getTaskRun } from "../../task-runs/read-task-runs.ts";
import { namesInTemplate } from "../../templates/names-in-template.ts";
import { renderTemplate } from "../../templates/render-template.ts";
import { TemplateError } from "../../templates/template-error.ts";
import { getVariableValues } from "../../variables/read-variables.ts";
import { findWorkPool } from "../../work-pools/read-work-pools.ts";
import { toWorkPool } from "../../work-pools/work-pool-row.ts";
import { getWorkQueue } from "../../work-queues/read-work-queues.ts";
import type { Firing } from "../firing.ts";
import type { Invocation } from "../invocation.ts";
import { ActionFailed } from "./action-failed.ts";
import { idIn, resourceOfKind } from "./event-resources.ts";
import { linkFilters, ofKind } from "./link-filters.ts";

export type RenderTemplates = (templates: readonly string[]) => Promise<string[]>;

/** Objects that templates can name; each is loaded only for templates that do. */
const LOADERS: Readonly<Record<string, (context: Context, id: string) => Promise<object | undefined>>> = {
  deployment: (context, id) => getDeployment(context, { id }),
  flow: getFlow,
  flow_run: getFlowRun,
  task_run: getTaskRun,
  work_pool: async ({ db }, id) => {
    const row = await findWorkPool(db.reader, { id });
    return row && toWorkPool(row);
  },
  work_queue: (context, id) => getWorkQueue(context, { id }),
  concurrency_limit: (context, id) => getConcurrencyLimit(context, { id }),
};

/**
 * Renders templates for an action, with what is known of the event, and of the objects that the event names and the
 * templates ask for. What is not there is empty.
 */
export function templateRenderer(
  context: Context,
  invocation: Invocation,
  event: ReceivedEvent | undefined,
): RenderTemplates {
  const loaded = new Map<string, Promise<unknown>>();
  return async (templates) => {
    const names = new Set(templates.flatMap((template) => [...namesInTemplate(template)]));
    const values = {
      ...(await fixedValues(context, invocation, event, names)),
      ...(event && (await namedObjects(context, event, names, loaded))),
      ...(names.has("variables") && { variables: await namedVariables(context, names) }),
    };
    try {
      return templates.map((template) => renderTemplate(template, values, linkFilters(context.settings)));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw new ActionFailed(`A template could not be rendered: line ${error.line}: ${error.message}`, {
        details: { template_error: error.message },
      });
    }
  };
}

async function fixedValues(
  { db }: Context,
  { automation, firing }: Invocation,
  event: ReceivedEvent | undefined,
  names: ReadonlySet<string>,
): Promise<Record<string, unknown>> {
  const firings = allFirings(firing);
  const events = names.has("events") || names.has("firing") || names.has("firings");
  const ids = firings.flatMap(({ eventId }) => (eventId ? [eventId] : []));
  const known = events ? await getEvents(db.reader, ids) : new Map<string, ReceivedEvent>();
  return {
    automation: ofKind("automation", plain<Automation>(automation)),
    event: event && eventValue(event),
    labels: dotted(firing.labels),
    firing: firingValue(firing, known),
    firings: firings.map((one) => firingValue(one, known)),
    events: ids.flatMap((id) => known.get(id) ?? []).map(eventValue),
  };
}

async function namedObjects(
  context: Context,
  event: ReceivedEvent,
  names: ReadonlySet<string>,
  loaded: Map<string, Promise<unknown>>,
): Promise<Record<string, unknown>> {
  const wanted = Object.keys(LOADERS).filter((name) => names.has(name));
  const values = wanted.map((name) => {
    const known = loaded.get(name) ?? loadObject(context, event, name);
    loaded.set(name, known);
    return known;
  });
  const found = await Promise.all(values);
  return Object.fromEntries(wanted.map((name, index) => [name, found[index]]));
}

async function loadObject(context: Context, event: ReceivedEvent, name: string): Promise<unknown> {
  const kind = name.replaceAll("_", "-");
  const resource = resourceOfKind(event, kind);
  const id = resource && idIn(resource["prefect.resource.id"] ?? "", kind);
  if (!id) return undefined;
  try {
    const object = await LOADERS[name]!(context, id);
    return object && ofKind(kind, { ...plain<object>(object), ...stateIn(resource) });
  } catch (error) {
    // It may be gone by now; the message need not be.
    if (error instanceof ReeveError && ERROR_STATUS[error.code] === 404) return undefined;
    throw error;
  }
}

/** The state that the event tells of: by now the run may be in another. */
function stateIn(resource: Resource): { state?: object; state_name?: string; state_type?: string } {
  const { "prefect.state-name": name, "prefect.state-type": type } = resource;
  if (name === undefined || type === undefined) return {};
  const message = resource["prefect.state-message"] ?? null;
  const timestamp = parseTimestamp(resource["prefect.state-timestamp"] ?? "") ?? null;
  return { state: { name, type, message, timestamp }, state_name: name, state_type: type };
}

/** The variables whose names occur in the templates. */
async function namedVariables({ db }: Context, names: ReadonlySet<string>): Promise<Record<string, unknown>> {
  return plain(Object.fromEntries(await getVariableValues(db.reader, [...names])));
}

const allFirings = (firing: Firing): Firing[] => [firing, ...firing.firings.flatMap(allFirings)];

function firingValue(firing: Firing, events: ReadonlyMap<string, ReceivedEvent>): Record<string, unknown> {
  const event = firing.eventId ? events.get(firing.eventId) : undefined;
  return {
    id: firing.id,
    triggered: firing.triggered,
    trigger: { id: firing.triggerId },
    triggering_labels: firing.labels,
    triggering_event: event && eventValue(event),
    triggering_firings: firing.firings.map((one) => firingValue(one, events)),
  };
}

/** An event, whose resources have an id and a name besides their labels. */
function eventValue(event: ReceivedEvent): Record<string, unknown> {
  return { ...event, resource: resourceValue(event.resource), related: event.related.map(resourceValue) };
}

function resourceValue(resource: Resource): Resource {
  const value = { ...resource };
  const short = {
    id: resource["prefect.resource.id"],
    name: resource["prefect.resource.name"],
    role: resource["prefect.resource.role"],
  };
  for (const [key, text] of Object.entries(short)) {
    // Not among the labels when these are gone through.
    if (!(key in value)) Object.defineProperty(value, key, { value: text, enumerable: false });
  }
  return value;
}

/** Labels under their names, and part by part: `labels.prefect.resource.id`. */
function dotted(labels: Readonly<Record<string, string>>): Record<string, unknown> {
  const tree: Record<string, unknown> = Object.assign(Object.create(null), labels);
  for (const [label, value] of Object.entries(labels)) {
    const parts = label.split(".");
    const last = parts.pop()!;
    const place = parts.reduce((branch, part) => {
      if (typeof branch[part] !== "object") branch[part] = Object.create(null);
      return branch[part] as Record<string, unknown>;
    }, tree);
    if (!(last in place)) place[last] = value;
  }
  return tree;
}

/** The same as JSON holds it: numbers that are kept as they were spelled become numbers. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));
