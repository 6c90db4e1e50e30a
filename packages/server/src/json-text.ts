/** An answer that is composed already: JSON, of a value of that type. */
export class JsonText<T> {
  readonly text: string;
  declare readonly of: T;

  constructor(text: string) {
    this.text = text;
  }

  /** A list of values, each of them composed. */
  static list<T>(items: readonly JsonText<T>[]): JsonText<T[]> {
    return new JsonText(`[${items.map(({ text }) => text).join(",")}]`);
  }
}
