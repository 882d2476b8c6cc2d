/** What part of the activity was judged, and by what. The sum of the three parts is all of it. */
export interface Judged {
  /** By the history of the same role or user. */
  readonly byHistory: Activity;
  /** By absolute priors, because there was not enough history. */
  readonly byPriors: Activity;
  /** Not at all: the rule asks for a history, and there was none yet. */
  readonly notJudged: Activity;
}

export interface Activity {
  /** Each identity is in one part: in the first one that has any of its retrievals. */
  readonly identities: number;
  readonly retrievals: number;
  /** Hours in which an identity was active, added up over identities. */
  readonly hours: number;
}

const NONE: Activity = { identities: 0, retrievals: 0, hours: 0 };

export const NOTHING_JUDGED: Judged = { byHistory: NONE, byPriors: NONE, notJudged: NONE };

export function addJudged(a: Judged, b: Judged): Judged {
  const add = (one: Activity, other: Activity): Activity => ({
    identities: one.identities + other.identities,
    retrievals: one.retrievals + other.retrievals,
    hours: one.hours + other.hours,
  });
  return {
    byHistory: add(a.byHistory, b.byHistory),
    byPriors: add(a.byPriors, b.byPriors),
    notJudged: add(a.notJudged, b.notJudged),
  };
}
