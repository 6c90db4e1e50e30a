/** A reason why the set-up cannot go on, in one sentence for the person at the terminal. */
export class SetUpError extends Error {
  name = "SetUpError";
}
