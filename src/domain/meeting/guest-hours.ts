// Until when a guest is let in: so long after their meeting, or until an hour that somebody chose.

const HOUR_MS = 60 * 60 * 1000;

/** A guest's access after the end of the meeting, wherever it is moved, unless another hour is given. */
export const PASS_LASTS_AFTER_MS = 6 * HOUR_MS;

/** How long after the end of the meeting an hour can be given. */
export const PASS_AT_MOST_AFTER_MS = 48 * HOUR_MS;

/** What one can choose of: when the meeting ends, and every whole hour after it; nothing that has passed. */
export function guestHours(meetingEndsAt: string, now: number): string[] {
  const end = Date.parse(meetingEndsAt);
  const hours = [end];
  for (let hour = nextHour(end); hour <= end + PASS_AT_MOST_AFTER_MS; hour += HOUR_MS)
    hours.push(hour);
  return hours.filter((hour) => hour > now).map((hour) => new Date(hour).toISOString());
}

const nextHour = (instant: number) => (Math.floor(instant / HOUR_MS) + 1) * HOUR_MS;
