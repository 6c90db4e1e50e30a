const LINES = ["█▀█ █▀▀ █▀▀ █ █ █▀▀", "█▀▄ ██▄ ██▄ ▀▄▀ ██▄"] as const;

/** The name in two lines, or in one word where the locale says that the terminal cannot show them. */
export function wordMark(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  const isPlain = /^(C|POSIX)$/.test(locale) || (locale !== "" && !/utf-?8/i.test(locale));
  return isPlain ? ["Reeve"] : LINES;
}
