import { shownZone } from "./shown-zone.ts";

/** Formats instants in the zone that is shown when it is called. */
export function zonedFormat(options: Intl.DateTimeFormatOptions): (at: number | Date) => string {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (at) => {
    const zone = shownZone();
    let format = formats.get(zone);
    if (!format) {
      format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
      formats.set(zone, format);
    }
    return format.format(at);
  };
}
