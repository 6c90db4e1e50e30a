import { instantOf, wallTime } from "../times/wall-time.ts";

/** An instant as the browser's own control for times takes it: in the shown zone, to the second; "" for none. */
export function toZonedInput(instant: string | null | undefined): string {
  const at = Date.parse(instant ?? "");
  return Number.isNaN(at) ? "" : wallTime(at).toISOString().slice(0, 19);
}

/** The instant that was typed into such a control; undefined where none was, or none that makes sense. */
export function fromZonedInput(typed: string): Date | undefined {
  const wall = new Date(`${typed}Z`);
  return Number.isNaN(wall.getTime()) ? undefined : instantOf(wall);
}
