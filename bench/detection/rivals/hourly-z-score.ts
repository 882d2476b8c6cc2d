import type { Finding } from '../finding.js';
import type { Detector } from '../rival.js';
import { countSeries } from './count-series.js';

const HOUR = 3600;
const LEARNING = 24;
const LOOKBACK = 14 * 24;
const SIGMAS = 3;

/** More retrievals in an hour than the mean of the two weeks before plus three standard deviations. */
export const hourlyZScore: Detector = {
  name: 'z-score',
  detect(organisation) {
    const findings: Finding[] = [];
    organisation.identities.forEach(({ key }, identity) => {
      const { first, counts } = countSeries(organisation, identity, HOUR);
      let sum = 0;
      let squares = 0;
      counts.forEach((count, hour) => {
        const hours = Math.min(hour, LOOKBACK);
        const mean = sum / hours;
        const deviation = Math.sqrt(Math.max(0, squares - sum * mean) / (hours - 1));
        if (hour >= LEARNING && count > mean + SIGMAS * deviation) {
          const start = (first + hour) * HOUR;
          findings.push({ key, start, end: start + HOUR, alertAt: start + HOUR });
        }
        const left = hour < LOOKBACK ? 0 : counts[hour - LOOKBACK]!;
        sum += count - left;
        squares += count * count - left * left;
      });
    });
    return findings;
  },
};
