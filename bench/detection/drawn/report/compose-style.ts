import type { Random } from '../../../../src/simulate/random.js';
import { logUniform } from './draw.js';
import type { ReadOptions, ReadStyle } from './recorder.js';

/** How a program asks: one by one, in batches by list or by filters, or with a DescribeSecret before each. */
export function composeStyle(random: Random, batchShare: number): ReadOptions {
  const style: ReadStyle = random.chance(batchShare)
    ? random.pick(['batch-list', 'batch-list', 'batch-filters'])
    : random.chance(0.06)
      ? 'describe-first'
      : 'gets';
  const gap = random.chance(0.7) ? logUniform(random, 0.03, 1) : logUniform(random, 1, 30);
  const byArn = random.chance(0.4);
  const tag = random.pick(['app', 'team', 'component', 'env']);
  return random.chance(0.4)
    ? { style, gap, byArn, filters: [{ key: 'tag-key', values: [tag] }] }
    : { style, gap, byArn };
}
