import { exponential } from '../../../../src/simulate/distributions.js';
import type { Random } from '../../../../src/simulate/random.js';
import type { Caller } from './caller.js';
import type { DrawnSecret } from './catalogue.js';
import { logUniform, weighted } from './draw.js';
import type { Presence } from './fleet.js';
import type { Traits } from './organisation.js';

/** How a program reads a number of secrets. */
export interface ReadingStyle {
  readonly mode: 'gets' | 'batch-list' | 'batch-filter';
  /** Whether each batch is followed by a GetSecretValue record of each secret. */
  readonly children: boolean;
  /** Mean seconds between two calls; 0 for as fast as possible, some tens a second. */
  readonly pace: number;
  /** Whether it describes each secret before. */
  readonly describes: boolean;
  /** Whether it lists secrets before. */
  readonly lists: boolean;
  /** Secrets in one batch or page, 1 to 20. */
  readonly batchSize: number;
  /** Of batch filters. */
  readonly filter: { readonly key: string; readonly values: readonly string[] };
}

export function drawStyle(random: Random, traits: Traits, path: string): ReadingStyle {
  const batch = random.chance(traits.batchShare);
  return {
    mode: !batch ? 'gets' : random.chance(0.6) ? 'batch-list' : 'batch-filter',
    children: random.chance(traits.childShare),
    pace: weighted(random, [
      [0, 5],
      [logUniform(random, 0.2, 4), 2],
      [logUniform(random, 4, 60), 0.4],
    ]),
    describes: random.chance(0.08),
    lists: random.chance(0.04),
    batchSize: random.chance(0.7) ? 20 : random.between(2, 20),
    filter: random.pick([
      { key: 'name', values: [path] },
      { key: 'tag-key', values: ['app'] },
      { key: 'tag-value', values: [path.split('/').find((part) => part !== '') ?? path] },
      { key: 'all', values: [path.split('/')[0] ?? path] },
    ]),
  };
}

/** Writes the calls of reading some secrets, from `time` on. Returns the time after the last, epoch seconds. */
export function read(
  random: Random,
  caller: Caller,
  presence: Presence,
  time: number,
  secrets: readonly DrawnSecret[],
  style: ReadingStyle,
): number {
  let now = time;
  const step = (): void => {
    now += style.pace === 0 ? random.float() * 0.08 : exponential(random, style.pace);
  };
  if (style.lists) {
    for (let page = 0; page <= secrets.length / 100; page++) {
      caller.call(presence, 'ListSecrets', now);
      step();
    }
  }
  if (style.mode === 'gets' || secrets.length === 1) {
    for (const secret of secrets) {
      if (style.describes) caller.call(presence, 'DescribeSecret', now, { secret });
      caller.get(presence, now, secret);
      step();
    }
    return now;
  }
  for (let i = 0; i < secrets.length; i += style.batchSize) {
    const page = secrets.slice(i, i + style.batchSize);
    caller.call(presence, 'BatchGetSecretValue', now, {
      region: page[0]!.secret.region,
      batch:
        style.mode === 'batch-list'
          ? { list: page.map(({ secret }) => secret) }
          : { filters: [style.filter], maxResults: style.batchSize },
    });
    if (style.children) for (const secret of page) caller.get(presence, now, secret);
    step();
  }
  return now;
}
