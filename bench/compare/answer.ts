import { createHash } from 'node:crypto';

/** What a program reports about a corpus. A figure that it does not report is absent. */
export interface S3Response {
  /** Distinct retrievals. */
  readonly retrievals?: number;
  /** Retrievals of each identity and bucket, by `ARN BUCKET`. */
  readonly counts?: ReadonlyMap<string, number>;
  /** Bytes inflated. */
  readonly inflated?: number;
}

/** The right answer for a corpus. */
export interface RightAnswer {
  /** Distinct retrievals, and distinct pairs of identity and bucket. */
  readonly retrievals: number;
  readonly cells: number;
  /** `answerDigest` of the retrievals of each identity and bucket. */
  readonly digest: string;
  /** Bytes of all objects. */
  readonly inflated: number;
}

/** The bucket of five minutes that an instant lies in: the epoch seconds of its start. */
export function bucketOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 300_000) * 300;
}

/** A digest of counts: equal for equal counts, in any order. */
export function answerDigest(counts: ReadonlyMap<string, number>): string {
  const lines = [...counts].map(([cell, count]) => `${cell} ${count}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** Reads lines of `ARN BUCKET COUNT`. */
export function parseCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split('\n')) {
    const at = line.lastIndexOf(' ');
    if (at > 0) counts.set(line.slice(0, at), Number(line.slice(at + 1)));
  }
  return counts;
}

/** Compares every figure of an answer with the corpus. @throws Error when one is wrong, or when there is none */
export function checkAnswer(
  program: string,
  corpus: RightAnswer,
  { retrievals, counts, inflated }: S3Response,
): void {
  const told =
    counts === undefined ? retrievals : [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (told === undefined && inflated === undefined) throw new Error(`${program} gave no answer`);
  if (told !== undefined && told !== corpus.retrievals) {
    throw new Error(`${program} counted ${told} retrievals instead of ${corpus.retrievals}`);
  }
  if (inflated !== undefined && inflated !== corpus.inflated) {
    throw new Error(`${program} inflated ${inflated} bytes instead of ${corpus.inflated}`);
  }
  if (counts !== undefined && answerDigest(counts) !== corpus.digest) {
    throw new Error(
      `${program} found other counts than there are in the ${corpus.cells} pairs of identity and bucket ` +
        `(it has ${counts.size})`,
    );
  }
}
