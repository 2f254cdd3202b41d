/** A duration in milliseconds as people say it: `850 ms`, `4.2 s`, `14m 02s`, `3h 05m`. */
export function toDurationText(millis: number): string {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  const seconds = Math.round(millis / 1000);
  if (millis < 60_000 && seconds < 60) return `${(millis / 1000).toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${pad(seconds % 60)}s`;
  return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
}

/** A moment in epoch milliseconds, in UTC to the minute; nothing where it is no moment that a calendar knows. */
export function findMomentText(millis: number | null): string | undefined {
  if (millis === null) return undefined;
  const date = new Date(millis);
  if (Number.isNaN(date.getTime())) return undefined;
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
