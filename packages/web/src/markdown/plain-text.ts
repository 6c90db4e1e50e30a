/** A short Markdown text as words alone, for where there is no room for links and code. */
export const plainText = (markdown: string): string =>
  markdown.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "");
