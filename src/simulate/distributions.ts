import type { Random } from './random.js';

/** Exponential with the given mean, by inversion. */
export function exponential(random: Random, mean: number): number {
  return -Math.log(1 - random.float()) * mean;
}

/** Standard normal, by the Box–Muller transform. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());
}

/** Log-normal with the given median; `sigma` is the standard deviation of its logarithm. */
export function logNormal(random: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * normal(random));
}

/** Poisson with the given mean: Knuth's product below 30, a rounded normal above. */
export function poisson(random: Random, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.float(); product > limit; product *= random.float()) count++;
  return count;
}

/**
 * An over-dispersed count: Poisson with a mean that is log-normal around `median`. With sigma 0.8 the variance of the
 * rate is about its squared mean, as for event-driven callers.
 */
export function burstyCount(random: Random, median: number, sigma: number): number {
  return poisson(random, logNormal(random, median, sigma));
}

/** Shuffles in place (Fisher–Yates). */
export function shuffle(random: Random, items: unknown[]): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random.float() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
}

/** `count` different items (all, when there are fewer), in random order. */
export function sample<Item>(random: Random, items: readonly Item[], count: number): Item[] {
  const copy = [...items];
  const wanted = Math.min(count, copy.length);
  for (let i = 0; i < wanted; i++) {
    const j = i + Math.floor(random.float() * (copy.length - i));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  copy.length = wanted;
  return copy;
}
