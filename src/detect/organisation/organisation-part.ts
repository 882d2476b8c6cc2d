import { publicNumber } from '../../base/hash-number.js';
import { hostingProviderOf } from '../../hosting/hosting-provider.js';
import { roleKeyOf } from '../../model/identity.js';
import { DAY } from '../../model/time.js';
import type { ProfileView } from '../../profile/profile.js';
import { SETTLED } from '../established.js';
import { type EvaluationPeriod, inBuckets } from '../period.js';
import { areManyOnceRead, onceReadItems } from '../role-group/once-read-items.js';
import { RoleGroup } from '../role-group/role-group.js';
import {
  type Birth,
  MOST_CREATORS,
  MOST_READERS,
  MOST_USES,
  type NetworkUse,
  type Organisation,
  type PeopleOfRole,
  type Reader,
  type StackRole,
  type ToolUse,
  type ToolUsers,
} from './organisation.js';
import { blockOf, hasLeft } from '../role-group/networks.js';
import { addFirsts, emptyFirstCounts, type FirstCounts, mergeFirstCounts } from './first-counts.js';
import { patternsOf, scopeOf, wordsOf } from './names.js';
import { addPerson, type PeopleDays, unusualOfPeople } from './people.js';

/** What some of the role groups contribute to the organisation, as plain data that crosses threads. */
export interface OrganisationPart {
  /** Last activity, epoch seconds; 0 where there is none. */
  end: number;
  services: number;
  onceReaders: number;
  readonly peopleDays: PeopleDays;
  readonly peopleOfRoles: Map<number, PeopleOfRole>;
  readonly firsts: FirstCounts;
  readonly births: Map<number, readonly Birth[]>;
  readonly readers: Map<number, readonly Reader[]>;
  /** Name of every item that was read or created. */
  readonly names: Map<number, string>;
  readonly networks: Map<string, readonly NetworkUse[]>;
  /** Like `ToolUsers`, with the visits in no particular order. */
  readonly tools: Map<string, { users: number; readonly visits: ToolUse[] }>;
  readonly stacks: Map<string, readonly StackRole[]>;
  readonly hosting: Map<string, string>;
}

export function emptyPart(): OrganisationPart {
  return {
    end: 0,
    services: 0,
    onceReaders: 0,
    peopleDays: [],
    peopleOfRoles: new Map(),
    firsts: emptyFirstCounts(),
    births: new Map(),
    readers: new Map(),
    names: new Map(),
    networks: new Map(),
    tools: new Map(),
    stacks: new Map(),
    hosting: new Map(),
  };
}

/** The part of some role groups. Each role group must be in exactly one part. */
export function partOf(
  roleGroups: Iterable<readonly ProfileView[]>,
  evaluation: EvaluationPeriod,
): OrganisationPart {
  const part = emptyPart();
  const period = inBuckets(evaluation);
  for (const views of roleGroups) addRoleGroup(part, new RoleGroup(views, period, evaluation.rule));
  return part;
}

function addRoleGroup(part: OrganisationPart, roleGroup: RoleGroup): void {
  const { id, isPerson, person } = roleGroup;
  if (isPerson) {
    addPerson(part.peopleDays, roleGroup);
    addPeople(part.peopleOfRoles, publicNumber(roleKeyOf(roleGroup.key)), {
      people: 1,
      days: roleGroup.activeDays.length,
    });
  } else {
    part.services++;
    if (areManyOnceRead(onceReadItems(roleGroup))) part.onceReaders++;
  }
  addFirsts(part.firsts, roleGroup);
  part.end = Math.max(part.end, roleGroup.timeOf(roleGroup.series.buckets.at(-1) ?? 0));
  for (const kind of ['creation', 'copy'] as const) {
    for (const [item, time] of roleGroup.contextItems(kind)) {
      add(part.births, item, { time, creator: id, isCopy: kind === 'copy' }, byTime, MOST_CREATORS);
    }
  }
  for (const { id: item, name, days } of roleGroup.items) {
    if (Number.isNaN(item)) continue;
    if (name !== undefined) part.names.set(item, name);
    if (days.length > 1) add(part.readers, item, { group: id, since: days[1]! * DAY }, bySince, MOST_READERS);
  }
  const [home] = roleGroup.networks;
  for (const { network, first, days } of roleGroup.networks) {
    const arrived = first - home!.first >= SETTLED;
    const since = days.length > 1 ? days[1]! * DAY : Infinity;
    add(
      part.networks,
      network,
      {
        group: id,
        isPerson,
        isRole: !isPerson && !roleGroup.isUser,
        person,
        first,
        days: days.length,
        since,
        arrived,
        hasLeft: hasLeft(roleGroup.networks, first),
      },
      byFirst,
      MOST_USES,
    );
  }
  for (const { network } of [...roleGroup.networks, ...roleGroup.failedNetworks]) {
    const provider = hostingProviderOf(network);
    if (provider !== undefined) part.hosting.set(network, provider);
  }
  for (const { agent } of roleGroup.agents) addTool(part.tools, agent, { users: 1, visits: [] });
  for (const { tool, first } of roleGroup.toolVisits) {
    addTool(part.tools, tool, { users: 0, visits: [{ group: id, first }] });
  }
  const template = roleGroup.stackTemplate;
  const start = roleGroup.items[0]?.time;
  if (template === undefined || start === undefined) return;
  const items = roleGroup.items.flatMap(({ id: item }) => (Number.isNaN(item) ? [] : [item]));
  const networks = roleGroup.networks.map(({ network }) => network);
  add(part.stacks, template, { group: id, first: start, items, networks }, byFirst, Infinity);
}

/** Adds everything that `other` holds to `part`. Parts may be merged in any order and grouping. */
export function mergePart(part: OrganisationPart, other: OrganisationPart): void {
  part.end = Math.max(part.end, other.end);
  part.services += other.services;
  part.onceReaders += other.onceReaders;
  for (const [items, count = 0] of other.peopleDays.entries()) {
    part.peopleDays[items] = (part.peopleDays[items] ?? 0) + count;
  }
  for (const [role, people] of other.peopleOfRoles) addPeople(part.peopleOfRoles, role, people);
  mergeFirstCounts(part.firsts, other.firsts);
  for (const [item, births] of other.births) {
    for (const birth of births) add(part.births, item, birth, byTime, MOST_CREATORS);
  }
  for (const [item, readers] of other.readers) {
    for (const reader of readers) add(part.readers, item, reader, bySince, MOST_READERS);
  }
  for (const [item, name] of other.names) part.names.set(item, name);
  for (const [network, uses] of other.networks) {
    for (const use of uses) add(part.networks, network, use, byFirst, MOST_USES);
  }
  for (const [network, provider] of other.hosting) part.hosting.set(network, provider);
  for (const [tool, users] of other.tools) addTool(part.tools, tool, users);
  for (const [template, roles] of other.stacks) {
    for (const role of roles) add(part.stacks, template, role, byFirst, Infinity);
  }
}

/** Who uses addresses of a block on so many days, added up over its networks there, is no visitor. */
const LIVES = 4;
/** A block where so many roles live belongs to a data centre. Users of IAM may be people, and be at home. */
const ROLES_OF_A_DATA_CENTRE = 3;

/** The organisation of the role groups in a part. */
export function organisationOf({
  end,
  services,
  onceReaders,
  peopleDays,
  peopleOfRoles,
  firsts,
  births,
  readers,
  names,
  networks,
  tools,
  stacks,
  hosting,
}: OrganisationPart): Organisation {
  const patterns = new Map<number, number>();
  const words = new Map<string, number>();
  const scopes = new Map<string, number>();
  for (const name of names.values()) {
    for (const pattern of patternsOf(name)) patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
    const scope = scopeOf(name);
    scopes.set(scope, (scopes.get(scope) ?? 0) + 1);
    for (const word of wordsOf(name.slice(scope.length))) words.set(word, (words.get(word) ?? 0) + 1);
  }
  for (const [pattern, count] of patterns) if (count < 2) patterns.delete(pattern);
  let start = Infinity;
  const daysIn = new Map<string, Map<number, number>>();
  const roles = new Set<number>();
  for (const [network, uses] of networks) {
    const block = blockOf(network);
    const groups = daysIn.get(block) ?? new Map<number, number>();
    for (const { group, days, first, isPerson, isRole } of uses) {
      start = Math.min(start, first);
      if (isRole) roles.add(group);
      if (!isPerson) groups.set(group, (groups.get(group) ?? 0) + days);
    }
    daysIn.set(block, groups);
  }
  const blocks = new Map<string, Set<number>>();
  const dataCentres = new Set<string>();
  for (const [block, groups] of daysIn) {
    const living = [...groups].flatMap(([group, days]) => (days >= LIVES ? [group] : []));
    if (living.length > 0) blocks.set(block, new Set(living));
    if (living.filter((group) => roles.has(group)).length >= ROLES_OF_A_DATA_CENTRE) dataCentres.add(block);
  }
  return {
    start,
    end,
    unusualOfPeople: unusualOfPeople(peopleDays),
    services,
    onceReaders,
    peopleOfRoles,
    firsts,
    births,
    readers,
    patterns,
    words,
    items: names.size,
    scopes,
    networks,
    tools: new Map(
      [...tools].map(([tool, { users, visits }]) => [tool, { users, visits: [...visits].sort(byFirst) }]),
    ),
    stacks,
    blocks,
    hosting,
    dataCentres,
  };
}

function addPeople(all: Map<number, PeopleOfRole>, role: number, { people, days }: PeopleOfRole): void {
  const known = all.get(role) ?? { people: 0, days: 0 };
  all.set(role, { people: known.people + people, days: known.days + days });
}

function addTool(all: OrganisationPart['tools'], tool: string, { users, visits }: ToolUsers): void {
  const known = all.get(tool);
  if (known === undefined) {
    all.set(tool, { users, visits: [...visits] });
    return;
  }
  known.users += users;
  for (const visit of visits) known.visits.push(visit);
}

const byTime = (a: Birth, b: Birth): number =>
  a.time - b.time || a.creator - b.creator || Number(a.isCopy) - Number(b.isCopy);
const bySince = (a: Reader, b: Reader): number => a.since - b.since || a.group - b.group;
const byFirst = (a: ToolUse, b: ToolUse): number => a.first - b.first || a.group - b.group;

/** Inserts into a sorted list of at most `most`. */
function add<Key, Value>(
  lists: Map<Key, readonly Value[]>,
  key: Key,
  value: Value,
  order: (a: Value, b: Value) => number,
  most: number,
): void {
  const list = [...(lists.get(key) ?? []), value].sort(order);
  lists.set(key, list.length > most ? list.slice(0, most) : list);
}
