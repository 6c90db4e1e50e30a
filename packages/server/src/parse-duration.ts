const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNIT_SECONDS = [7 * 86_400, 86_400, 3600, 60, 1];

/** The seconds of a duration, which is given as such or in the way of ISO 8601, as PT1H30M; undefined when it is none. */
export function parseDuration(duration: number | string): number | undefined {
  if (typeof duration === "number") return duration;
  const parts = DURATION.exec(duration)?.slice(1);
  return parts?.reduce((sum, part, place) => sum + Number(part ?? 0) * UNIT_SECONDS[place]!, 0);
}
