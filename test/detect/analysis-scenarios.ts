import { DAY, HOUR } from '../../src/model/time.js';
import type { AnalysisKind } from '../../src/model/analysis-kinds.js';
import type { TestRetrieval } from '../support/profile-view.js';

/** First second of the history, 2026-01-05T00:00:00Z. */
export const START = 1_767_571_200;
const USUAL = '10.0.1.0/24|boto3';

/** A theft that one analysis finds. */
export interface AnalysisScenario {
  /** The fewest retrievals that are found after 12 quiet days with the built-in rule; more are found too. */
  readonly least: number;
  /** The theft: `count` retrievals from second `at` after START on, all of them within half an hour. */
  readonly theft: (at: number, count: number) => TestRetrieval[];
}

/** Three of sixty secrets every hour, in turn, so that none is first seen after the first day. */
export function quiet(days: number): TestRetrieval[] {
  return Array.from({ length: days * 24 }, (_, n) => n).flatMap((n) =>
    [0, 1, 2].map((k) => ({
      time: START + n * HOUR + 20 * k,
      secret: `own-${(3 * n + k) % 60}`,
      origin: USUAL,
    })),
  );
}

const inOrder =
  (secretOf: (n: number) => string, origin = USUAL) =>
  (at: number, count: number): TestRetrieval[] =>
    Array.from({ length: count }, (_, n) => ({ time: START + at + n, secret: secretOf(n), origin }));

/** One scenario for each analysis; a kind without one does not compile. */
export const SCENARIOS: Readonly<
  Record<Exclude<AnalysisKind, 'credential' | 'spread' | 'coincidence'>, AnalysisScenario>
> = {
  // The built-in rule counts different secrets.
  volume: { least: 40, theft: inOrder((n) => `own-${n % 60}`) },
  breadth: { least: 40, theft: inOrder((n) => `own-${n % 60}`) },
  novelty: { least: 10, theft: inOrder((n) => `stolen-${n}`) },
  origin: { least: 10, theft: inOrder(() => 'own-0', '203.0.113.0/24|aws-cli') },
  attempts: {
    least: 12,
    theft: (at, count) =>
      inOrder((n) => `refused-${n}`)(at, count).map((one) => ({ ...one, failed: true, denied: true })),
  },
};

/** Second after START at which the thefts of the suite begin. */
export const THEFT_AT = 12 * DAY + HOUR;
