/** Puts text on the clipboard; also on pages served over plain HTTP, where the clipboard API is missing. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "sr-only";
  document.body.append(field);
  field.select();
  // Deprecated, but the only way without a secure context.
  document.execCommand("copy");
  field.remove();
}
