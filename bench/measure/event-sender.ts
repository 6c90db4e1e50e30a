/** One connection to `/events/in`, as Prefect's client opens it. */
export class EventSender implements Disposable {
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Connects and says who it is; rejects when the server does not let it in. */
  static open(apiUrl: string): Promise<EventSender> {
    const socket = new WebSocket(`${apiUrl.replace("http:", "ws:")}/events/in`, "prefect");
    return new Promise((resolve, reject) => {
      socket.onopen = () => socket.send(JSON.stringify({ type: "auth", token: null }));
      socket.onmessage = ({ data }) => {
        const { type } = JSON.parse(String(data)) as { type: string };
        if (type === "auth_success") resolve(new EventSender(socket));
      };
      socket.onerror = () => reject(new Error("The connection for events was refused."));
      socket.onclose = () => reject(new Error("The connection for events was closed."));
    });
  }

  send(event: object): void {
    this.#socket.send(JSON.stringify(event));
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}
