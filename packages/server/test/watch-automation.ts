import { currentTimestamp, newId, type ReceivedEvent } from "@reeve/protocol";
import { expect } from "vitest";
import type { TestServer } from "./start-test-server.ts";

type OwnEvent = Partial<Pick<ReceivedEvent, "resource" | "related" | "payload">>;

/** Creates an automation that fires on an event of its own, with these actions. */
export async function createFiredAutomation(server: TestServer, actions: object[], own: object = {}) {
  const event = `go.${newId()}`;
  const trigger = { type: "event", posture: "Reactive", expect: [event] };
  const answer = await server.post("/automations/", { name: "fired", trigger, actions, ...own });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  const { id } = answer.body;
  return {
    id: id as string,
    /** Sends the event that fires it. */
    async fire({ resource = {}, ...rest }: OwnEvent = {}): Promise<string> {
      const sent = {
        id: newId(),
        occurred: currentTimestamp(),
        event,
        resource: { "prefect.resource.id": "go", ...resource },
        ...rest,
      };
      expect((await server.post("/events", [sent])).status).toBe(204);
      return sent.id;
    },
    /** Fires it, and answers what became of each of its actions in their order. */
    async outcomes(ownEvent: OwnEvent = {}, count = actions.length): Promise<ReceivedEvent[]> {
      using socket = await server.connect("/events/out");
      socket.send({
        type: "filter",
        filter: {
          occurred: { since: currentTimestamp(), until: "2099-01-01T00:00:00Z" },
          event: { name: ["prefect.automation.action.executed", "prefect.automation.action.failed"] },
          resource: { id: [`prefect.automation.${id}`] },
        },
      });
      await this.fire(ownEvent);
      const outcomes: ReceivedEvent[] = [];
      while (outcomes.length < count) outcomes.push((await socket.next()).event);
      const indexOf = ({ payload }: ReceivedEvent) => Number(payload.action_index);
      return outcomes.sort((a, b) => indexOf(a) - indexOf(b));
    },
    /** The same for an automation of one action. */
    async outcome(ownEvent: OwnEvent = {}): Promise<ReceivedEvent> {
      return (await this.outcomes(ownEvent, 1))[0]!;
    },
  };
}

/** A resource as an event names it. */
export const related = (kind: string, id: string, role = kind) => ({
  "prefect.resource.id": `prefect.${kind}.${id}`,
  "prefect.resource.role": role,
});
