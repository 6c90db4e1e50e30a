import { type BlockFields, type Delivery, type Message, type Sender, UnusableBlock } from "../delivery.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Any request at all, in whose parts `{{subject}}`, `{{body}}`, `{{name}}` and the block's secrets are filled in. */
export const customWebhook: Sender = (block, message) => {
  const fill = filler(block, message);
  const url = new URL(fill(block.needed("url")) as string);
  for (const [name, value] of Object.entries(fill(block.texts("params")) as Record<string, string>)) {
    url.searchParams.append(name, value);
  }
  const method = METHODS.find((one) => one === (block.text("method") ?? "POST"));
  if (!method) throw new UnusableBlock(`There is no method ${block.text("method")}.`);
  const { type, body } = contentOf(block, fill);
  const cookies = Object.entries(fill(block.texts("cookies")) as Record<string, string>);
  const request: Delivery = {
    kind: "request",
    request: {
      url: url.href,
      method,
      headers: {
        ...(type && { "content-type": type }),
        ...(cookies.length > 0 && { cookie: cookies.map((pair) => pair.join("=")).join("; ") }),
        ...lowerCased(fill(block.texts("headers")) as Record<string, string>),
      },
      ...(body !== undefined && { body }),
      timeoutSeconds: block.number("timeout") ?? 10,
    },
  };
  return [request];
};

type Fill = (value: unknown) => unknown;

function contentOf(block: BlockFields, fill: Fill): { type?: string; body?: string } {
  const json = block.value("json_data");
  const form = block.value("form_data");
  if (json !== undefined && form !== undefined) {
    throw new UnusableBlock("The block has both json_data and form_data; a request has one of them.");
  }
  if (json !== undefined) return { type: "application/json", body: JSON.stringify(fill(json)) };
  if (typeof form === "string") return { body: fill(form) as string };
  if (form === undefined) return {};
  const pairs = new URLSearchParams(fill(block.texts("form_data")) as Record<string, string>);
  return { type: "application/x-www-form-urlencoded", body: pairs.toString() };
}

/** Fills in what is in double braces, in every text of a value. */
function filler(block: BlockFields, { subject, body }: Message): Fill {
  const known: Record<string, string> = {
    ...block.texts("secrets"),
    subject,
    body,
    name: block.text("name") ?? "",
  };
  const fill: Fill = (value) => {
    if (typeof value === "string") {
      return value.replaceAll(/\{\{\s*([\w-]+)\s*\}\}/g, (all, name) =>
        Object.hasOwn(known, name) ? known[name]! : all,
      );
    }
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fill(part)]));
  };
  return fill;
}

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
