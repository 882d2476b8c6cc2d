import type { Actor, Secret } from '../company/model.js';
import type { RandomStream } from '../company/random-stream.js';
import { DAY, HOUR } from '../company/time.js';
import type { World } from '../company/world.js';

/** A time in which a program lacks a right or names what does not exist. */
interface Trouble {
  readonly from: number;
  readonly to: number;
  readonly secrets: ReadonlySet<Secret>;
  readonly error: string;
  readonly backoff: number;
}

/** Draws the troubles of a program. */
export function troubles(w: World, rng: RandomStream, own: readonly Secret[]): Trouble[] {
  const out: Trouble[] = [];
  const perMonth = 0.16 * w.company.numbers.slips;
  for (let i = 0, n = rng.poisson((perMonth * w.days) / 30); i < n; i++) {
    const from = w.start + rng.range(0, w.days) * DAY;
    const some = rng.chance(0.3) ? own : rng.sample(own, rng.int(1, 2));
    out.push({
      from,
      to: from + rng.lognormal(9 * HOUR, 1.3),
      secrets: new Set(some),
      error: rng.weighted([
        ['AccessDenied', 6],
        ['ResourceNotFoundException', 2],
        ['DecryptionFailure', 1],
        ['InvalidRequestException', 0.5],
      ] as const),
      backoff: rng.pick([30, 60, 300, 300, 600, 1800]),
    });
  }
  return out;
}

/** Reads secrets one after the other, with what goes wrong on the way. */
export function readAll(
  w: World,
  rng: RandomStream,
  actor: Actor,
  secrets: readonly Secret[],
  time: number,
  trouble: readonly Trouble[],
  gap = 0.4,
): void {
  let at = time;
  for (const s of secrets) {
    if (s.born > at) continue;
    const bad = trouble.find((x) => x.from <= at && at < x.to && x.secrets.has(s));
    const throttled = bad === undefined && rng.chance(0.0004);
    w.emit(
      actor,
      'GetSecretValue',
      at,
      s,
      bad ? { error: bad.error } : throttled ? { error: 'ThrottlingException' } : {},
    );
    if (throttled) w.emit(actor, 'GetSecretValue', at + 1, s);
    at += rng.exp(gap);
  }
}

/** Reads secrets in batches of at most 20, each with the calls of the single secrets that a trail shows besides. */
export function readBatch(
  w: World,
  actor: Actor,
  secrets: readonly Secret[],
  time: number,
  theft: string | null = null,
): void {
  for (let i = 0; i < secrets.length; i += 20) {
    const part = secrets.slice(i, i + 20);
    w.emit(actor, 'BatchGetSecretValue', time + i / 20, null, {
      batch: { list: part.map(({ lab }) => lab) },
      theft,
    });
    for (const s of part) w.emit(actor, 'GetSecretValue', time + i / 20, s, { theft });
  }
}
