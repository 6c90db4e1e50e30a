export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** The value of a text that should be JSON, or what keeps it from being that. */
export function parseJson(text: string): { value: JsonValue } | { fault: string } {
  if (text.trim() === "") return { fault: "Empty is no JSON; null stands for nothing." };
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch (error) {
    return { fault: `This is no JSON: ${(error as Error).message}` };
  }
}
