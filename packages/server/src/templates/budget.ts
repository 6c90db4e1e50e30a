import { ValueError } from "./values.ts";

// Some tens of milliseconds of work, in steps of the evaluator.
const MOST_STEPS = 200_000;
// Work on a text costs a step for so many characters.
const CHARACTERS_A_STEP = 64;
// As long as any message that is sent on; the steps bound the rest.
const LONGEST_TEXT = 1_000_000;

/** What rendering one template may cost; whoever goes beyond it ends with a ValueError. */
export class Budget {
  #steps = 0;

  spend(steps = 1): void {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) throw new ValueError("The template takes too long; make it do less.");
  }

  /** Pays for a text or list of this length before it is made, or for its part that is new. */
  spendOn(length: number, isNew = length): void {
    if (length > LONGEST_TEXT) {
      throw new ValueError(`A text of ${length} characters is too long; at most ${LONGEST_TEXT} are made.`);
    }
    this.spend(Math.ceil(isNew / CHARACTERS_A_STEP));
  }
}
