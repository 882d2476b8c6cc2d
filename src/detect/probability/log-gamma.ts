const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** From here on Stirling's series is exact to one or two bits. */
const LARGE = 15;

/**
 * ln Γ(x) for x > 0, absolute error about 1e-15 · max(1, |ln Γ(x)|). Large arguments use Stirling's series (DLMF
 * 5.11.1); small ones are first increased with Γ(x + 1) = x Γ(x).
 */
export function logGamma(x: number): number {
  let product = 1;
  while (x < LARGE) product *= x++;
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x) - Math.log(product);
}

/**
 * The error of Stirling's formula: ln Γ(x + 1) − (x + ½) ln x + x − ½ ln 2π, for x > 0. It is small where the terms
 * themselves are huge, so that probabilities keep their precision (C. Loader, "Fast and accurate computation of
 * binomial probabilities", 2000).
 */
export function stirlingError(x: number): number {
  if (x >= LARGE) return stirlingSeries(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}

function stirlingSeries(x: number): number {
  const y = 1 / (x * x);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - y / 1188) * y) * y) * y) / x;
}
