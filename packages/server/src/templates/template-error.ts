/** A template that cannot be read, asks for too much, or fails on the values it is given. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  /** Where in the template, from 1. */
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}
