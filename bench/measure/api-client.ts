import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export type ApiAnswer = { status: number; text: string };

const REQUEST_LIMIT_MS = 60_000;
const MOST_ATTEMPTS = 50;
const RETRY_MS = 100;

/** The HTTP client that every server is measured with: keeps its connections open, and retries nothing. */
export class ApiClient implements Disposable {
  readonly #apiUrl: string;
  readonly #agent: Agent;

  constructor(apiUrl: string, connections: number) {
    this.#apiUrl = apiUrl;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  post(path: string, body: unknown): Promise<ApiAnswer> {
    return this.send("POST", path, body);
  }

  /** Sends a request, with a body where there is one, and answers whatever came back; rejects when nothing did. */
  send(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = text
      ? { "content-type": "application/json", "content-length": Buffer.byteLength(text) }
      : {};
    return new Promise((resolve, reject) => {
      const sent = request(
        this.#apiUrl + path,
        { method, agent: this.#agent, timeout: REQUEST_LIMIT_MS, headers },
        (answer) => {
          let received = "";
          answer.setEncoding("utf8");
          answer.on("data", (part: string) => {
            received += part;
          });
          answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text: received }));
          answer.on("error", reject);
        },
      );
      sent.on("timeout", () =>
        sent.destroy(new Error(`${method} ${path} had no answer for ${REQUEST_LIMIT_MS} ms.`)),
      );
      sent.on("error", reject);
      sent.end(text);
    });
  }

  /** Sends a body, again when the server is busy or hangs up, and answers the parsed answer; throws when it refuses. */
  call<T>(path: string, body: unknown): Promise<T> {
    return this.#insist<T>("POST", path, body);
  }

  /** Reads what is at the path, in the same way. */
  read<T>(path: string): Promise<T> {
    return this.#insist<T>("GET", path);
  }

  async #insist<T>(method: string, path: string, body?: unknown): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.send(method, path, body).catch((error: Error) => ({
        status: 503,
        text: error.message,
      }));
      if (answer.status < 300) return JSON.parse(answer.text) as T;
      if (answer.status !== 503 || attempt === MOST_ATTEMPTS)
        throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.text.slice(0, 300)}`);
      await sleep(RETRY_MS);
    }
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}
