import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import { DAY } from '../../model/time.js';
import type { ProfileView } from '../../profile/profile.js';
import { networkOf } from '../role-group/networks.js';
import type { Analysis } from '../analysis.js';
import { FIRST_CASE, type Finding } from '../finding.js';

/** A caller with more networks is used to changing them: then another tool is needed, too. */
const MOST_NETWORKS = 5;

/** The first use of a key from one origin. */
interface KeyUse {
  /** Epoch seconds. */
  readonly time: number;
  readonly network: string;
  readonly agent: string;
}

/**
 * One temporary access key that was used both from where its role lives and from a network that is strange to the
 * organisation. A key lives for hours and does not travel, so it was copied. Of a role that comes from other networks all
 * the time, such as a function outside of VPCs, each key still has one: there it is another network and another tool. There is
 * no p-value. People and users are left out: their laptops do travel. So are addresses near those of others: a host may have
 * several.
 */
export const credential: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.credential,
  level: 'roleGroup',
  find({ roleGroup, disclosure, period, rule }) {
    const { networks, views } = roleGroup;
    if (roleGroup.isPerson || roleGroup.isUser || networks.length < 2) return [];
    const isOutside = ({ network }: KeyUse): boolean =>
      // Where it began is its home, whatever the others use.
      network !== networks[0]!.network && disclosure.isStrange(network) && !disclosure.isNear(network);
    const copied = networks.length > MOST_NETWORKS ? withAnotherTool : awayFromHome;
    return views.flatMap((view, session): Finding[] =>
      [...usesByKey(view).values()].flatMap((uses): Finding[] => {
        const outside = copied(uses, isOutside);
        if (outside.length === 0) return [];
        const first = Math.min(...outside.map(({ time }) => time));
        const start = Math.floor(first / rule.bucketDuration);
        if (start < period.historyFrom || start >= period.to) return [];
        const result = { windowSeconds: DAY, observed: uses.length, upperBound: 1, pValue: null };
        return [
          { session, start, end: start + 1, result: { kind: 'credential', ...result }, severity: FIRST_CASE },
        ];
      }),
    );
  },
};

/** Uses outside of a key that was used elsewhere, too. */
function awayFromHome(uses: readonly KeyUse[], isOutside: (use: KeyUse) => boolean): readonly KeyUse[] {
  const outside = uses.filter(isOutside);
  return outside.length === uses.length ? [] : outside;
}

/** Uses outside with another network and another tool than the first use of the key. */
function withAnotherTool(uses: readonly KeyUse[], isOutside: (use: KeyUse) => boolean): readonly KeyUse[] {
  const first = uses.reduce((least, use) => (use.time < least.time ? use : least));
  return uses.filter((use) => use.network !== first.network && use.agent !== first.agent && isOutside(use));
}

/** How each temporary key of a session was used, by the number of its hash. */
function usesByKey(view: ProfileView): ReadonlyMap<number, readonly KeyUse[]> {
  const { hi, lo, time } = view.accessKeys();
  const origins = new Map(view.origins().map(({ name, hash }) => [hash, name]));
  const uses = new Map<number, KeyUse[]>();
  for (let at = 0; at < time.length; at++) {
    const origin = origins.get(lo[at]!);
    if (origin === undefined) continue;
    const agent = origin.slice(origin.indexOf('|') + 1);
    const use = { time: time[at]!, network: networkOf(origin), agent };
    uses.set(hi[at]!, [...(uses.get(hi[at]!) ?? []), use]);
  }
  return uses;
}
