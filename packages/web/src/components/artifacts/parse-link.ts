const LINK = /^\s*\[((?:[^\]\\]|\\.)*)\]\(\s*<?([^\s>]+?)>?\s*\)\s*$/;
const BARE = /^\s*<?(https?:\/\/[^\s>]+)>?\s*$/;

/** Address and words of a text that is one link; undefined for any other text. */
export function parseLink(text: string): { href: string; label: string } | undefined {
  const link = LINK.exec(text);
  if (link?.[2]) return { href: link[2], label: (link[1] ?? "").replace(/\\(.)/g, "$1") || link[2] };
  const bare = BARE.exec(text)?.[1];
  return bare ? { href: bare, label: bare } : undefined;
}
