/** The media query of screens that show one part of the page at a time. */
export const PHONE = "(max-width: 40rem)";
