import { Agent, request } from "undici";
import type { OutgoingRequest } from "./delivery.ts";
import { DeliveryError } from "./delivery-error.ts";
import { publicAddressOf } from "./private-addresses.ts";

/** What a service answered; of a long answer the beginning. */
export type ServiceAnswer = { readonly status: number; readonly text: string };

const TIMEOUT_SECONDS = 10;
const LONGEST_TIMEOUT_SECONDS = 30;
const LONGEST_ANSWER = 2_000;
// Errors of Node.js that say that a certificate is not trusted; in a minute it will be the same.
const OF_CERTIFICATES = /CERT|LEAF_SIGNATURE/;
// They say themselves that another time may do.
const PASSING_STATUSES = new Set([408, 425, 429]);

/**
 * Makes a request to a service of others. Redirects are not followed: where they lead to nobody has allowed. Throws a
 * DeliveryError when there is no answer, or one that says it failed.
 */
export async function sendRequest(
  outgoing: OutgoingRequest,
  { allowsPrivate }: { allowsPrivate: boolean },
): Promise<ServiceAnswer> {
  const url = parseUrl(outgoing.url);
  const timeout = Math.min(outgoing.timeoutSeconds ?? TIMEOUT_SECONDS, LONGEST_TIMEOUT_SECONDS) * 1000;
  // The address that was checked is the one that is connected to, whatever the name stands for a moment later.
  const address = allowsPrivate ? undefined : await publicAddressOf(url.hostname);
  await using agent = new ClosingAgent(timeout, outgoing.trustsAnyone ?? false, address);
  const answer = await answerOf(url, outgoing, agent.agent, timeout);
  if (answer.status < 400) return answer;
  const isPassing = answer.status >= 500 || PASSING_STATUSES.has(answer.status);
  const said = answer.text.trim() === "" ? "." : `: ${answer.text.trim()}`;
  throw new DeliveryError(`${url.host} answered ${answer.status}${said}`, {
    isPassing,
    statusCode: answer.status,
  });
}

async function answerOf(
  url: URL,
  { method, headers, body }: OutgoingRequest,
  dispatcher: Agent,
  timeout: number,
): Promise<ServiceAnswer> {
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await request(url, { method, headers: { ...headers }, body, dispatcher, signal });
    return { status: response.statusCode, text: await beginningOf(response.body) };
  } catch (error) {
    const { code = "", name } = error as { code?: string; name?: string };
    const reason = name === "TimeoutError" ? `no answer within ${timeout / 1000} seconds` : code || name;
    throw new DeliveryError(`${url.host} could not be reached: ${reason}.`, {
      isPassing: !OF_CERTIFICATES.test(code),
      cause: error,
    });
  }
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const chunk of body) {
    text += chunk.toString("utf8");
    if (text.length >= LONGEST_ANSWER) break;
  }
  return text.slice(0, LONGEST_ANSWER);
}

/** Connections for one request: notifications are rare, and none need be kept open for the next. */
class ClosingAgent implements AsyncDisposable {
  readonly agent: Agent;

  constructor(timeout: number, trustsAnyone: boolean, address: string | undefined) {
    this.agent = new Agent({
      connect: {
        timeout,
        rejectUnauthorized: !trustsAnyone,
        ...(address && {
          lookup: (_host, _options, found) =>
            found(null, [{ address, family: address.includes(":") ? 6 : 4 }]),
        }),
      },
      pipelining: 0,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.agent.destroy();
  }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  // The address may be a secret.
  throw new DeliveryError(
    "The block's URL is none that can be called: it has to begin with http:// or https://.",
  );
}
