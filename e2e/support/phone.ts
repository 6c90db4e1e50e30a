import type { Page } from "playwright-core";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/** What is wrong with a page that is open, on a screen as wide as a phone's; it is as wide as before afterwards. */
export async function faultsOnPhone(page: Page): Promise<string[]> {
  await page.setViewportSize(PHONE);
  try {
    return await page.evaluate(findFaults);
  } finally {
    await page.setViewportSize(DESK);
  }
}

/** Runs in the page: whether it scrolls sideways, and what can be pressed but lies beside the screen. */
function findFaults(): string[] {
  const faults: string[] = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  for (const element of document.querySelectorAll(
    "a[href], button, input, select, textarea, [tabindex='0']",
  )) {
    const { left, right, width } = element.getBoundingClientRect();
    const isHidden = width === 0 || !element.checkVisibility() || element.closest("dialog:not([open])");
    const isBeside = right > innerWidth + 1 || left < -1;
    // What is only for those who do not see is moved away or clipped on purpose.
    if (isHidden || !isBeside || width <= 1 || scrolls(element.parentElement)) continue;
    faults.push(`beside the screen: ${element.outerHTML.slice(0, 120)}`);
  }
  return faults;
}
