/** Thrown by a task whose argument is the future of a task that did not complete: it was not started. */
export class UpstreamTaskError extends Error {
  override readonly name = "UpstreamTaskError";
}

/** A task or flow took longer than its `timeout`. */
export class RunTimedOut extends Error {
  override readonly name = "RunTimedOut";
}

/** The run was cancelled, in the UI or from the command line. */
export class RunCancelled extends Error {
  override readonly name = "RunCancelled";
}

/** The process is going down in the middle of the run. */
export class RunCrashed extends Error {
  override readonly name = "RunCrashed";
}

/** The server does not let the run go on. */
export class RunAborted extends Error {
  override readonly name = "RunAborted";
}
