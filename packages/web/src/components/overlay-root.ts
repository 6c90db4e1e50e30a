/** Where menus and tooltips are put: inside the main landmark, so that all of the page lies in one. */
export const overlayRoot = (): HTMLElement => document.getElementById("main") ?? document.body;
