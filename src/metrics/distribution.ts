import { lowestOfPart, partWidth, PARTS, type Tally } from './tally.js';

/** Lines for each time that the share of values above halves. */
const TICKS = 5;

interface Part {
  /** The lowest and the highest of the values that count as one. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * What a tally tells of its values, to three significant digits: the figures, and the text, that an HdrHistogram of
 * the same values would give (http://hdrhistogram.org). Made of the few values that there are instead of a
 * histogram's thousands of counters, most of a short run's end would otherwise go into those.
 */
export class Distribution {
  /** Ascending, each with a count. */
  readonly #parts: readonly Part[];
  readonly count: number;
  /** Values are taken for the middle of their part. 0 when there are none. */
  readonly mean: number;

  /** @param highest larger values count as this */
  constructor(tally: Tally, highest: number) {
    const counts = new Map<number, number>();
    for (let at = 0; at < tally.length; at += 2) {
      const from = lowestOfPart(Math.min(tally[at]!, highest));
      counts.set(from, (counts.get(from) ?? 0) + tally[at + 1]!);
    }
    this.#parts = [...counts]
      .sort(([a], [b]) => a - b)
      .map(([from, count]) => ({ from, to: from + partWidth(from) - 1, count }));
    this.count = this.#parts.reduce((sum, { count }) => sum + count, 0);
    this.mean =
      this.count === 0
        ? 0
        : this.#parts.reduce((sum, part) => sum + middle(part) * part.count, 0) / this.count;
  }

  /** The lowest value of the part that the largest is in; 0 when there are none. */
  get max(): number {
    return this.#parts.at(-1)?.from ?? 0;
  }

  /** The value that this share of all values do not exceed, in thousandths; 0 when there are none. */
  perMille(share: number): number {
    const wanted = Math.max(1, Math.ceil((this.count * share) / 1000));
    let below = 0;
    for (const { to, count } of this.#parts) {
      below += count;
      if (below >= wanted) return to;
    }
    return 0;
  }

  /** HdrHistogram's percentile distribution, for its plotter: finer and finer steps towards the largest value. */
  text(): string {
    const rows = this.#rows().map(({ to, level, below }) => {
      const share = level / 100;
      const times = share < 1 ? ` ${decimal(1 / (1 - share), 2, 14)}` : '';
      return `${decimal(to, 3, 12)} ${decimal(share, 12, 2)} ${String(below).padStart(10)}${times}\n`;
    });
    return [
      '       Value     Percentile TotalCount 1/(1-Percentile)\n\n',
      ...rows,
      `#[Mean    = ${decimal(this.mean, 3, 12)}, StdDeviation   = ${decimal(this.#deviation(), 3, 12)}]\n`,
      `#[Max     = ${decimal(this.max, 3, 12)}, Total count    = ${String(this.count).padStart(12)}]\n`,
      `#[Buckets = ${String(this.#octaves()).padStart(12)}, SubBuckets     = ${String(PARTS).padStart(12)}]\n`,
    ].join('');
  }

  /** For each percentile to tell of, the part that reaches it, and how many values lie in that and all below. */
  #rows(): { readonly to: number; readonly level: number; readonly below: number }[] {
    const rows = [];
    let level = 0;
    let below = 0;
    for (const { to, count } of this.#parts) {
      below += count;
      if (below === this.count) {
        rows.push({ to, level, below }, { to, level: 100, below });
        break;
      }
      for (; (100 * below) / this.count >= level; level += step(level)) rows.push({ to, level, below });
    }
    return rows;
  }

  #deviation(): number {
    if (this.count === 0) return 0;
    const squares = this.#parts.reduce((sum, part) => sum + (middle(part) - this.mean) ** 2 * part.count, 0);
    return Math.sqrt(squares / this.count);
  }

  /** How many ranges of values, each twice as wide as the one before, it takes to hold the largest. */
  #octaves(): number {
    return 1 + Math.log2(partWidth(this.max));
  }
}

/** Rounded up. */
function middle({ from, to }: Part): number {
  return from + Math.floor((to - from + 1) / 2);
}

/** From a percentile to the next to tell of. */
function step(level: number): number {
  return 100 / (TICKS * 2 ** (Math.floor(Math.log2(100 / (100 - level))) + 1));
}

function decimal(value: number, digits: number, width: number): string {
  return value.toFixed(digits).padStart(width);
}
