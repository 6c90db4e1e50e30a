import type { NewEvent } from "../events/emit-event.ts";

/** That a block was loaded, as Python's client tells it. */
export const loadedEvent = (slug: string, { id, name }: { id: string; name: string | null }): NewEvent => ({
  event: `prefect.block.${slug}.loaded`,
  resource: { "prefect.resource.id": `prefect.block-document.${id}`, "prefect.resource.name": name ?? id },
  related: [{ "prefect.resource.id": `prefect.block-type.${slug}`, "prefect.resource.role": "block-type" }],
});
