const SAFE = /^(https?|mailto):/i;

/** The address if a link may lead there; scripts and whatever else a browser would run may not. */
export function safeAddress(href: string): string | undefined {
  const address = href.trim();
  if (SAFE.test(address)) return address;
  // Without a scheme it stays on this server.
  return /^[#/?.\w][^:\\]*$/.test(address) && !address.startsWith("//") ? address : undefined;
}
