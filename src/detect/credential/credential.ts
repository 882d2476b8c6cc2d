import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import { DAY, HOUR } from '../../model/time.js';
import type { Analysis } from '../analysis.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import { type KeyUse, usesByKey } from '../role-group/key-uses.js';

/** Networks that a role group uses so soon after its first one, seconds, and on so many days, are where it lives. */
const AT_ONCE = HOUR;
const LIVED_DAYS = 3;
/** A caller with more networks is used to changing them: then another tool is needed, too. */
const MOST_NETWORKS = 5;

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
    const { networks, failedNetworks, views } = roleGroup;
    if (roleGroup.isPerson || roleGroup.isUser || networks.length === 0) return [];
    if (networks.length < 2 && failedNetworks.length === 0) return [];
    // Where it began is its home, whatever the others use: an endpoint for some calls, a gateway for others.
    const homes = networks.flatMap(({ network, first, days }, at) =>
      at === 0 || (first <= networks[0]!.first + AT_ONCE && days.length >= LIVED_DAYS) ? [network] : [],
    );
    const isOutside = ({ network }: KeyUse): boolean =>
      !homes.includes(network) && disclosure.isStrange(network) && !disclosure.isNear(network);
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
