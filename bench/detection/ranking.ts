/**
 * How good an order of signals is for somebody who looks at them from the top. A ranking is a list, best first, of
 * whether each signal is about a theft. Several organisations are several rankings: each has a reader of its own.
 */
export type Ranking = readonly boolean[];

export interface Precision {
  readonly relevant: number;
  /** How many were looked at: fewer than asked for where rankings are shorter. */
  readonly all: number;
}

export interface RankingQuality {
  /** Of the first so many of each ranking, together, by how many. */
  readonly precisions: ReadonlyMap<number, Precision>;
  /** Mean of the average precisions of the rankings that have any relevant signal; undefined if none has. */
  readonly averagePrecision: number | undefined;
}

/** Signals that somebody looks at first. */
export const FIRST = [20, 50] as const;

/** @param most how many of the first to look at, at least 1 */
export function precisionAt(ranking: Ranking, most: number): Precision {
  const first = ranking.slice(0, most);
  return { relevant: first.filter((isRelevant) => isRelevant).length, all: first.length };
}

/**
 * The mean, over the relevant signals, of the precision down to each: 1 where all of them come first. What was never
 * signalled is not in a ranking and does not count; recall is reported apart.
 * @returns above 0 to 1; undefined for a ranking without a relevant signal
 * @see C. D. Manning, P. Raghavan, H. Schütze, Introduction to Information Retrieval, 2008, chapter 8.4
 */
export function averagePrecision(ranking: Ranking): number | undefined {
  let [relevant, sum] = [0, 0];
  for (const [index, isRelevant] of ranking.entries()) {
    if (isRelevant) sum += ++relevant / (index + 1);
  }
  return relevant === 0 ? undefined : sum / relevant;
}

export function rankingQuality(rankings: readonly Ranking[]): RankingQuality {
  const averages = rankings.map(averagePrecision).filter((one) => one !== undefined);
  return {
    precisions: new Map(
      FIRST.map((most) => {
        const each = rankings.map((ranking) => precisionAt(ranking, most));
        return [
          most,
          {
            relevant: each.reduce((sum, one) => sum + one.relevant, 0),
            all: each.reduce((sum, one) => sum + one.all, 0),
          },
        ];
      }),
    ),
    averagePrecision:
      averages.length === 0 ? undefined : averages.reduce((sum, one) => sum + one, 0) / averages.length,
  };
}
