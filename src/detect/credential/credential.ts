import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import { DAY } from '../../model/time.js';
import type { ProfileView } from '../../profile/profile.js';
import { networkOf } from '../role-group/networks.js';
import type { Analysis } from '../analysis.js';
import { FIRST_CASE, type Finding } from '../finding.js';

/** A caller with more networks is used to changing them. */
const MOST_NETWORKS = 5;

/**
 * One temporary access key that was used both from where its role lives and from a network that is strange to the
 * organisation. A key lives for hours and does not travel, so it was copied. There is no p-value. People and users
 * are left out: their laptops do travel. So are addresses near those of others: a host may have several.
 */
export const credential: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.credential,
  level: 'roleGroup',
  find({ roleGroup, disclosure, period, rule }) {
    const { networks, views } = roleGroup;
    if (roleGroup.isPerson || roleGroup.isUser || networks.length < 2 || networks.length > MOST_NETWORKS)
      return [];
    return views.flatMap((view, session): Finding[] => {
      const { hi, lo, time } = view.accessKeys();
      const byHash = networksByHash(view);
      const uses = new Map<number, { readonly time: number; readonly isStrange: boolean }[]>();
      for (let at = 0; at < time.length; at++) {
        const network = byHash.get(lo[at]!);
        if (network === undefined) continue;
        // Where it began is its home, whatever the others use.
        const isStrange =
          network !== networks[0]!.network && disclosure.isStrange(network) && !disclosure.isNear(network);
        const use = { time: time[at]!, isStrange };
        uses.set(hi[at]!, [...(uses.get(hi[at]!) ?? []), use]);
      }
      return [...uses.values()].flatMap((all): Finding[] => {
        const outside = all.filter(({ isStrange }) => isStrange);
        if (outside.length === 0 || outside.length === all.length) return [];
        const first = Math.min(...outside.map((one) => one.time));
        const start = Math.floor(first / rule.bucketDuration);
        if (start < period.historyFrom || start >= period.to) return [];
        const result = { windowSeconds: DAY, observed: all.length, upperBound: 1, pValue: null };
        return [
          { session, start, end: start + 1, result: { kind: 'credential', ...result }, severity: FIRST_CASE },
        ];
      });
    });
  },
};

/** The network of each origin of a view, by the low word of the hash of its name. */
function networksByHash(view: ProfileView): ReadonlyMap<number, string> {
  return new Map(view.origins().map(({ name, hash }) => [hash, networkOf(name)]));
}
