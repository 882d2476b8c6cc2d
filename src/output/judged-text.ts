import type { Judged } from '../model/judged.js';

/**
 * What part of the activity was judged and by what, in one sentence: `judged by own history: 91 % of identities, …`.
 * @param counted what the events are called, several of them
 */
export function judgedText({ byHistory, byPriors, notJudged }: Judged, counted: string): string {
  const parts = [byHistory, byPriors, notJudged];
  const share = (of: (part: Judged['byHistory']) => number): string => {
    const whole = parts.reduce((sum, part) => sum + of(part), 0);
    return parts.map((part) => (whole === 0 ? '0' : percent(of(part) / whole))).join(' / ');
  };
  return (
    'judged by own history / by absolute priors / not at all: ' +
    `${share(({ identities }) => identities)} % of identities, ` +
    `${share(({ retrievals }) => retrievals)} % of ${counted}, ${share(({ hours }) => hours)} % of active hours`
  );
}

/** A share in per cent: whole, but never 0 or 100 for a part that is neither nothing nor all. */
function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1';
  if (share < 1 && share > 0.99) return '>99';
  return String(Math.round(100 * share));
}
