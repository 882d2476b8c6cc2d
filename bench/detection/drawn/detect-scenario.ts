import { evaluateRoleGroup } from '../../../src/detect/evaluate.js';
import { joinSpread } from '../../../src/detect/join-spread.js';
import { NO_ORGANISATION, type Organisation } from '../../../src/detect/organisation/organisation.js';
import { organisationOf, partOf } from '../../../src/detect/organisation/organisation-part.js';
import { roleKeyOf } from '../../../src/model/identity.js';
import type { Signal } from '../../../src/model/signal.js';
import { DAY } from '../../../src/model/time.js';
import type { ProfileView } from '../../../src/profile/profile.js';
import type { ProfileStore } from '../../../src/profile/profile-store.js';
import { profilesOf } from '../../../src/profile/stored-profile.js';
import { BUILT_IN_RULE } from '../../../src/rule/built-in.js';
import type { DetectionTolerance, Rule } from '../../../src/rule/rule.js';
import { roleGroupsOf } from '../../../src/shard-thread/role-groups.js';
import type { LabScenario } from './lab-scenario.js';

/** A principle that can be left out, to see what it brings. */
export const ABLATIONS = [
  'births',
  'owners',
  'networks',
  'hosting',
  'patterns',
  'stacks',
  'people',
  'attempts',
  'credential',
  'spread',
  'coincidence',
] as const;

export type Ablation = (typeof ABLATIONS)[number];

export interface DetectOptions {
  /** Days from the start that are history only; a scenario has nothing before. */
  readonly warmup: number;
  readonly tolerance: DetectionTolerance;
  /** Left out; undefined: nothing. */
  readonly without: Ablation | undefined;
}

/**
 * The signals of a scenario.
 * @param base the rule, whose tolerance and analyses the options change. @default the built-in one
 */
export function detect(
  { start, end }: LabScenario,
  store: ProfileStore,
  { warmup, tolerance, without }: DetectOptions,
  base: Rule = BUILT_IN_RULE,
): Signal[] {
  const rule: Rule = {
    ...base,
    detectionTolerance: tolerance,
    analyses: base.analyses.filter((kind) => kind !== without),
  };
  const evaluation = { rule, range: { from: start + warmup * DAY, to: end }, historyFrom: start };
  const groups = (): Iterable<ProfileView[]> =>
    without === 'people' ? byRole(profilesOf(store)) : roleGroupsOf(profilesOf(store));
  const organisation = reduced(organisationOf(partOf(groups(), evaluation)), without);
  const context = { ...evaluation, organisation };
  return joinSpread([...groups()].flatMap((views) => evaluateRoleGroup(views, context)));
}

/** What all know, without what one of the principles needs. */
function reduced(organisation: Organisation, without: Ablation | undefined): Organisation {
  const { births, readers, networks, blocks, hosting, patterns, words, scopes, stacks } = NO_ORGANISATION;
  switch (without) {
    case 'births':
      return { ...organisation, births };
    case 'owners':
      return { ...organisation, readers };
    case 'networks':
      return { ...organisation, networks, blocks };
    case 'hosting':
      return { ...organisation, hosting };
    case 'patterns':
      return { ...organisation, patterns, words, scopes, items: 0 };
    case 'stacks':
      return { ...organisation, stacks };
    default:
      return organisation;
  }
}

/** People who share a role as one role group. */
function byRole(views: Iterable<ProfileView>): ProfileView[][] {
  const groups = new Map<string, ProfileView[]>();
  for (const view of views) {
    const key = roleKeyOf(view.identity.key);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [view]);
    else group.push(view);
  }
  return [...groups.values()];
}
