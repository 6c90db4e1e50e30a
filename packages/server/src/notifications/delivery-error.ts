/** A delivery that did not succeed. Its message is for users, and has no secret in it. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
  /** Whether it may well succeed in a while. */
  readonly isPassing: boolean;
  readonly statusCode: number | undefined;

  constructor(message: string, options: { isPassing?: boolean; statusCode?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.isPassing = options.isPassing ?? false;
    this.statusCode = options.statusCode;
  }
}
