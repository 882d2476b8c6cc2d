export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1 object`, `1,234 objects`. */
export function plural(amount: number, one: string, more = `${one}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? one : more}`;
}

/** `2026-03-01T12:00:05Z` as `2026-03-01 12:00:05`. */
export function timeText(time: string): string {
  return time.replace('T', ' ').replace('Z', '');
}

/** Epoch seconds as `2026-03-01 12:00`, UTC. */
export function minuteText(seconds: number): string {
  return timeText(new Date(seconds * 1000).toISOString().slice(0, 16));
}
