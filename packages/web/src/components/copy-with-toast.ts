import { copyText } from "./copy-text.ts";
import { toast } from "./toast.tsx";

/** Puts text on the clipboard and says so; `what` ends the sentence: "the name". */
export async function copyWithToast(text: string, what: string): Promise<void> {
  await copyText(text);
  toast(`Copied ${what}.`);
}
