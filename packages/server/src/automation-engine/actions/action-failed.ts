import type { ReceivedEvent, Resource } from "@reeve/protocol";

/** What an action has to tell besides that it was done. */
export type ActionResult = {
  readonly details?: Readonly<Record<string, unknown>>;
  readonly related?: readonly Resource[];
  /** Further events that come of it. */
  readonly events?: readonly ReceivedEvent[];
};

/** An action that cannot be done, with the reason that users read; what will not pass is not tried again. */
export class ActionFailed extends Error {
  override readonly name = "ActionFailed";
  readonly result: ActionResult;
  /** Whether it may well go better in a while. */
  readonly isPassing: boolean;

  constructor(reason: string, result: ActionResult = {}, isPassing = false) {
    super(reason);
    this.result = result;
    this.isPassing = isPassing;
  }
}
