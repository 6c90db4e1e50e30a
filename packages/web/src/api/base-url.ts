/** The path below which the pages are served, with a slash at its end; the server writes it into `<base>`. */
export const basePath = (): string => new URL(document.baseURI).pathname.replace(/[^/]*$/, "");

/** The URL of a path of the API: below the one that the server writes into the page, else beside the page. */
export function apiUrl(path: string): URL {
  const given = document.querySelector<HTMLMetaElement>('meta[name="reeve-api"]')?.content;
  return new URL((given ?? `${basePath()}api`) + path, location.origin);
}

/** The URL of a socket of the API. */
export function apiSocketUrl(path: string): URL {
  const url = apiUrl(path);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url;
}
