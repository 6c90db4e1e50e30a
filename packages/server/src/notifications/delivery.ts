/** What is to be told. */
export type Message = {
  readonly subject: string;
  readonly body: string;
  /** The same whenever the message is sent again, so that whoever gets it twice can tell. */
  readonly id: string;
};

/** A request to a service of others. */
export type OutgoingRequest = {
  readonly url: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutSeconds?: number;
  /** The certificate of the service need not be one that is trusted. */
  readonly trustsAnyone?: boolean;
};

/** A message to be handed to a server of mail. */
export type OutgoingMail = {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the beginning, or from when the server says it can, or not at all. */
  readonly encryption: "tls" | "starttls" | "none";
  readonly trustsAnyone?: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly message: Message;
};

export type Delivery =
  | {
      readonly kind: "request";
      readonly request: OutgoingRequest;
      /** Whom it reaches, where a message goes to several one by one. */
      readonly receiver?: string;
    }
  | { readonly kind: "mail"; readonly mail: OutgoingMail };

/** Says what has to go out so that a message reaches those whom a block of one type names. Sends nothing itself. */
export type Sender = (block: BlockFields, message: Message) => Delivery[];

/** A request with a body of JSON. */
export const jsonRequest = (
  url: string,
  body: unknown,
  { headers = {}, receiver }: { headers?: Record<string, string>; receiver?: string } = {},
): Delivery => ({
  kind: "request",
  ...(receiver !== undefined && { receiver }),
  request: {
    url,
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  },
});

/** The subject over the body, for services that have one text. */
export const asText = ({ subject, body }: Message): string => (subject ? `${subject}\n\n${body}` : body);

/** As much of a text as a service takes. */
export const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** The fields of a block document, read as what they should be. */
export class BlockFields {
  readonly #data: Readonly<Record<string, unknown>>;

  constructor(data: Readonly<Record<string, unknown>>) {
    this.#data = data;
  }

  value(name: string): unknown {
    return this.#data[name] ?? undefined;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined || value === "" ? undefined : String(value);
  }

  /** The same, for a field that the block cannot do without. */
  needed(name: string): string {
    const text = this.text(name);
    if (text === undefined) throw new UnusableBlock(`The block has no ${name}.`);
    return text;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.value(name);
    return typeof value === "boolean" ? value : fallback;
  }

  number(name: string): number | undefined {
    const value = Number(this.value(name) ?? Number.NaN);
    return Number.isNaN(value) ? undefined : value;
  }

  list(name: string): string[] {
    const value = this.value(name);
    return Array.isArray(value) ? value.map(String) : [];
  }

  texts(name: string): Record<string, string> {
    const value = this.value(name);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
    return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
  }

  /** Another block that is part of this one. */
  block(name: string): BlockFields | undefined {
    const value = this.value(name);
    if (typeof value !== "object" || value === null) return undefined;
    return new BlockFields(value as Record<string, unknown>);
  }
}

/** A block that nothing can be sent with. */
export class UnusableBlock extends Error {
  override readonly name = "UnusableBlock";
}
