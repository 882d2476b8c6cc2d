/** Whether proofs are run whole (`npm run test:thorough`), or the part of them that `npm test` has time for. */
export const THOROUGH = process.env['TRAILSPIKE_THOROUGH'] === '1';

/** Runs of a property. @param all in a thorough run; a short one has a fifth of them, and at least 20 */
export function runs(all: number): number {
  return THOROUGH ? all : Math.min(all, Math.max(20, Math.ceil(all / 5)));
}

/**
 * Positions that a proof goes through: each one in a thorough run, every n-th in a short one.
 * @param every prime to lengths that repeat in what is gone through
 */
export function* positions(below: number, every = 7): Generator<number> {
  for (let at = 0; at < below; at += THOROUGH ? 1 : every) yield at;
}

/** Cases that a proof goes through: all in a thorough run, the first ones in a short one. */
export function cases<Case>(all: readonly Case[], short: number): readonly Case[] {
  return THOROUGH ? all : all.slice(0, short);
}

/** What a property must have met for its runs to prove something. @param all in a thorough run; a tenth in a short one */
export function seen(all: number): number {
  return THOROUGH ? all : Math.floor(all / 10);
}
