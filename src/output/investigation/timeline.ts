import type { Counted } from '../../model/signal-evidence.js';
import { DAY, HOUR } from '../../model/time.js';
import { escape } from '../html-text.js';
import { minuteText } from '../words.js';

/** More bars are too thin: then a bar is a day. */
const MOST_HOURS = 24 * 14;
const [WIDTH, HEIGHT, BELOW] = [1000, 120, 18];

/** Records over time as bars. @param hours first second of each hour that has any, ISO 8601 */
export function timeline(hours: readonly Counted[]): string {
  const counts = hours
    .map(({ value, count }) => ({ time: Date.parse(value) / 1000, count }))
    .filter(({ time }) => !Number.isNaN(time));
  if (counts.length === 0) return '';
  const times = counts.map(({ time }) => time);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const step = (last - first) / HOUR > MOST_HOURS ? DAY : HOUR;
  const bars = new Map<number, number>();
  for (const { time, count } of counts) {
    const bar = Math.floor(time / step);
    bars.set(bar, (bars.get(bar) ?? 0) + count);
  }
  const from = Math.floor(first / step);
  const amount = Math.floor(last / step) - from + 1;
  const highest = Math.max(...bars.values());
  const width = WIDTH / amount;
  const rects = [...bars].map(([bar, count]) => {
    const height = Math.max(1, (count / highest) * HEIGHT);
    const x = (bar - from) * width;
    return `<rect class="bar" x="${x.toFixed(2)}" y="${(HEIGHT - height).toFixed(2)}" width="${Math.max(1, width * 0.9).toFixed(2)}" height="${height.toFixed(2)}"><title>${minuteText(bar * step)}: ${count}</title></rect>`;
  });
  const label = `Records by ${step === HOUR ? 'hour' : 'day'} (UTC), ${minuteText(first)} to ${minuteText(last)}, at most ${highest}`;
  return `<figure><figcaption>${label}</figcaption>
<svg class="timeline" viewBox="0 0 ${WIDTH} ${HEIGHT + BELOW}" role="img" aria-label="${escape(label)}">
${rects.join('\n')}
<text x="0" y="${HEIGHT + BELOW - 3}">${minuteText(from * step)}</text><text x="${WIDTH}" y="${HEIGHT + BELOW - 3}" text-anchor="end">${minuteText((from + amount) * step)}</text>
</svg></figure>`;
}
