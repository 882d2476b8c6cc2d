const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** From here on the series below is exact to the last bit or two. */
const LARGE = 15;

/**
 * ln Γ(x) for x > 0, absolute error about 1e-15 · max(1, |ln Γ(x)|). Stirling's series (DLMF 5.11.1) for large
 * arguments; small ones are first raised by Γ(x + 1) = x Γ(x).
 */
export function logGamma(x: number): number {
  let product = 1;
  while (x < LARGE) product *= x++;
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x) - Math.log(product);
}

/**
 * What Stirling's formula leaves out: ln Γ(x + 1) − (x + ½) ln x + x − ½ ln 2π, for x > 0. Small where the
 * terms themselves are huge, so that probabilities keep their digits (C. Loader, "Fast and accurate
 * computation of binomial probabilities", 2000).
 */
export function stirlingError(x: number): number {
  if (x >= LARGE) return stirlingSeries(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}

function stirlingSeries(x: number): number {
  const y = 1 / (x * x);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - y / 1188) * y) * y) * y) / x;
}
