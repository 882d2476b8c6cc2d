import { poisson } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { DAY, HOUR, type Span } from '../calendar.js';
import type { Refusal } from '../caller.js';
import type { DrawnSecret } from '../catalogue.js';
import { logUniform, uniform, weighted } from '../draw.js';

interface Episode {
  readonly from: number;
  readonly to: number;
  readonly secrets: ReadonlySet<DrawnSecret> | null;
  readonly error: string;
}

/** Episodes in which some or all of a principal's secrets are refused; null when it has none. `per30Days` is the mean. */
export function drawRefusal(
  random: Random,
  span: Span,
  own: readonly DrawnSecret[],
  per30Days: number,
  callsPerDay: number,
): Refusal | null {
  const episodes: Episode[] = [];
  for (let i = poisson(random, (per30Days * (span.to - span.from)) / (30 * DAY)); i > 0; i--) {
    const from = uniform(random, span.from, span.to);
    const kind = weighted(random, [
      ['one', 3],
      ['all', 1],
      ['some', 1],
    ] as const);
    const one = new Set(own.length > 0 ? [random.pick(own)] : []);
    episodes.push({
      from,
      to: from + (kind === 'all' ? logUniform(random, 120, 8 * HOUR) : logUniform(random, HOUR, 12 * DAY)),
      secrets: kind === 'one' ? one : kind === 'all' ? null : new Set(own.filter(() => random.chance(0.4))),
      error: random.chance(0.85) ? 'AccessDenied' : 'DecryptionFailure',
    });
  }
  const throttled = callsPerDay > 300 && random.chance(0.2) ? logUniform(random, 0.0005, 0.01) : 0;
  if (episodes.length === 0 && throttled === 0) return null;
  return (secret, time) => {
    for (const { from, to, secrets, error } of episodes)
      if (from <= time && time < to && (secrets?.has(secret) ?? true)) return error;
    return throttled > 0 && random.chance(throttled) ? 'ThrottlingException' : null;
  };
}

/** A secret that a program is configured with and that does not exist: each read of it fails. */
export function phantomOf(secret: DrawnSecret): DrawnSecret {
  return {
    ...secret,
    secret: { ...secret.secret, name: `${secret.secret.name}-old`, suffix: 'abcdef' },
    created: Number.POSITIVE_INFINITY,
  };
}
