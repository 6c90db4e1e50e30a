import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { ControlChannel, type ControlledAttempt } from "./control-channel.ts";

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

const tokenOf = ({ environment }: ControlledAttempt) => environment.PREFECT__CONTROL_TOKEN!;

/** Connects as an engine does, with its greeting, and answers once it was greeted back. */
async function connectEngine(attempt: ControlledAttempt, token = tokenOf(attempt)): Promise<Socket> {
  const socket = connect(Number(attempt.environment.PREFECT__CONTROL_PORT), "127.0.0.1");
  sockets.push(socket);
  socket.write(`${token}\n\0PF\u0002\u0001`);
  const [greeting] = (await once(socket, "data")) as [Buffer];
  expect([...greeting]).toEqual([0, 0x50, 0x46, 1, 0]);
  return socket;
}

const closed = (socket: Socket) => once(socket.resume(), "close");

test("an engine that is told of its cancellation says that it heard", async () => {
  using attempt = await new ControlChannel().register();
  const engine = await connectEngine(attempt);
  engine.once("data", (intent: Buffer) => {
    expect(intent.toString()).toBe("c");
    engine.write("a");
  });
  expect(await attempt.announceCancel()).toBe(true);
});

test("one that never connected, or is gone, cannot be told", async () => {
  using attempt = await new ControlChannel().register();
  expect(await attempt.announceCancel()).toBe(false);
  const engine = await connectEngine(attempt);
  engine.once("data", () => engine.destroy());
  expect(await attempt.announceCancel()).toBe(false);
});

test("nobody gets in without the token, nor a second time with it", async () => {
  using attempt = await new ControlChannel().register();
  const port = Number(attempt.environment.PREFECT__CONTROL_PORT);
  const stranger = connect(port, "127.0.0.1");
  sockets.push(stranger);
  stranger.write("guessed\n");
  await closed(stranger);
  await connectEngine(attempt);
  const second = connect(port, "127.0.0.1");
  sockets.push(second);
  second.write(`${tokenOf(attempt)}\n`);
  await closed(second);
});

test("the channel listens for as long as one of its processes runs", async () => {
  const channel = new ControlChannel();
  const [first, second] = await Promise.all([channel.register(), channel.register()]);
  first[Symbol.dispose]();
  const engine = await connectEngine(second);
  const gone = closed(engine);
  second[Symbol.dispose]();
  await gone;
  const late = connect(Number(second.environment.PREFECT__CONTROL_PORT), "127.0.0.1");
  sockets.push(late);
  await expect(once(late, "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
