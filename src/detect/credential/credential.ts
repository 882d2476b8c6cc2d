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
 * So it is in a network that the role group came to within so many seconds since it began, if so many of its keys were used there
 * and elsewhere: it lives in both.
 */
const SETTLING = 3 * DAY;
const KEYS_OF_BOTH = 2;

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
    const keys = views.flatMap((view, session) =>
      Array.from(usesByKey(view).values(), (uses) => ({ session, uses })),
    );
    const inBoth = networksOfSeveralKeys(keys.map(({ uses }) => uses));
    const needsTool = ({ network }: KeyUse): boolean => {
      if (networks.length > MOST_NETWORKS) return true;
      const use = networks.find((one) => one.network === network);
      return use !== undefined && use.first < networks[0]!.first + SETTLING && inBoth.has(network);
    };
    return keys.flatMap(({ session, uses }): Finding[] => {
      const outside = usesOfCopy(uses, isOutside, needsTool);
      if (outside.length === 0) return [];
      const first = Math.min(...outside.map(({ time }) => time));
      const start = Math.floor(first / rule.bucketDuration);
      if (start < period.historyFrom || start >= period.to) return [];
      const result = { windowSeconds: DAY, observed: uses.length, upperBound: 1, pValue: null };
      return [
        { session, start, end: start + 1, result: { kind: 'credential', ...result }, severity: FIRST_CASE },
      ];
    });
  },
};

/** The networks where several keys were used that were used elsewhere, too. */
function networksOfSeveralKeys(keys: readonly (readonly KeyUse[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const uses of keys) {
    const networks = new Set(uses.map(({ network }) => network));
    if (networks.size < 2) continue;
    for (const network of networks) counts.set(network, (counts.get(network) ?? 0) + 1);
  }
  return new Set([...counts.keys()].filter((network) => counts.get(network)! >= KEYS_OF_BOTH));
}

/**
 * Uses outside of a key that was used elsewhere, too; where a tool is needed, with another network and another tool than the
 * first use of the key.
 */
function usesOfCopy(
  uses: readonly KeyUse[],
  isOutside: (use: KeyUse) => boolean,
  needsTool: (use: KeyUse) => boolean,
): readonly KeyUse[] {
  const first = uses.reduce((least, use) => (use.time < least.time ? use : least));
  const outside = uses.filter(isOutside);
  const isElsewhere = outside.length < uses.length;
  return outside.filter((use) =>
    needsTool(use) ? use.network !== first.network && use.agent !== first.agent : isElsewhere,
  );
}
