import { basePath } from "../api/base-url.ts";

/** Whether this server asks for a secret; it says so in the page. */
export const asksForSecret = (): boolean => document.querySelector('meta[name="reeve-login"]') !== null;

const loginPath = () => `${basePath()}login`;

/** Leaves for the login page, which leads back here. Loaded anew, so that nothing of before is shown or kept. */
export function goToLogin(): void {
  if (location.pathname === loginPath()) return;
  const here = location.pathname.slice(basePath().length) + location.search;
  location.assign(`${loginPath()}?${new URLSearchParams({ next: here })}`);
}

/** Leaves the login page for where somebody wanted to go. */
export function leaveLogin(): void {
  const next = new URLSearchParams(location.search).get("next") ?? "";
  const target = new URL(next, document.baseURI);
  // Whoever made the link may not send people elsewhere from here.
  const isHere = target.origin === location.origin && target.pathname.startsWith(basePath());
  location.replace(isHere && target.pathname !== loginPath() ? target.href : basePath());
}
