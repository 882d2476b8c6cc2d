import { DAY, HOUR } from '../../model/time.js';
import { patternsOf, scopeOf } from '../organisation/names.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';
import { OwnWords } from './own-words.js';
import type { Birth, Organisation } from '../organisation/organisation.js';
import type { RoleGroup } from '../role-group/role-group.js';

/**
 * Why a role group read an item for the first time:
 * - `created`: it was created shortly before, and for this role group as far as one can see: it goes on reading it, or its
 *   name is like those of its own items.
 * - `written`: the role group itself gave it its value, and so learnt nothing.
 * - `inherited`: an earlier role of the same stack had read it.
 * - `replica`: it had read a secret of this name in another region.
 * - `readsAll`: the role group has been reading a good share of everything there is, again and again, such as a backup.
 * - `ownPattern`: most items with such a name are read by this role group, or the name has a word of the role's name. It explains the item less than the others:
 *   such items are judged by how often the role group gains them.
 */
export type Explanation = 'created' | 'written' | 'inherited' | 'replica' | 'readsAll' | 'ownPattern';

/** Longest time from the creation of an item to its first retrieval by the role that it was created for. */
const NEW_FOR = 14 * DAY;
/** The clocks of two records of one deployment may differ by this much. */
const SLACK = HOUR;
/** What a role group reads on so many days was made for it, too. */
const KEPT_DAYS = 2;
/** So many known items make a pattern. */
const PATTERN = 3;
/** What was read so shortly before the end of all data may be read again. */
const END = 2 * DAY;
/** Of so many items it is not assumed. */
const MANY_AT_THE_END = 10;
/** Share of the items of a pattern that a role group must know, for the pattern to be its own. */
const OWN_SHARE = 0.25;

/** For each item of a role group why it read it for the first time; undefined where nothing explains it. */
export function explanationsOf(
  roleGroup: RoleGroup,
  organisation: Organisation,
): readonly (Explanation | undefined)[] {
  const { items } = roleGroup;
  const written = roleGroup.contextItems('write');
  const inherited = inheritedItems(roleGroup, organisation);
  const known = new KnownNames(organisation);
  const words = new OwnWords(roleGroup.name, organisation);
  const all = new Sweep(roleGroup, organisation);
  const atTheEnd = items.filter(({ time, days }) => time > organisation.end - END && days.length < KEPT_DAYS);
  const isAtTheEnd = (time: number): boolean =>
    time > organisation.end - END && atTheEnd.length < MANY_AT_THE_END;
  const kept = keptItems(roleGroup);
  /** By name without the region: the bucket in which it was first read anywhere. */
  const elsewhere = new Map<string, number>();
  /** Kept items before it are in `known`. */
  let settled = 0;
  return items.map((item): Explanation | undefined => {
    for (; settled < kept.length && kept[settled]!.since < item.time; settled++) {
      const { name, id } = kept[settled]!.item;
      const births = organisation.births.get(id) ?? [];
      // What it created itself proves nothing: anybody may create secrets with any name.
      if (births.some(({ creator }) => creator === roleGroup.id)) continue;
      if (name !== undefined) known.add(name);
    }
    const { id, time, name, days, bucket } = item;
    if ((written.get(id) ?? Infinity) <= time + SLACK) return 'written';
    if (inherited.has(id)) return 'inherited';
    if (name !== undefined) {
      const first = elsewhere.get(withoutRegion(name));
      if (first === undefined) elsewhere.set(withoutRegion(name), bucket);
      else if (first < bucket) return 'replica';
    }
    const isOwn = name !== undefined && (known.hasPatternOf(name) || words.isIn(name));
    const births = birthsBefore(organisation, id, time);
    if (births.length > 0) {
      const isItsOwn = births.some(({ creator, isCopy }) => creator === roleGroup.id && !isCopy);
      // Who copies or restores an item to read it learns what was there before.
      const isToTake = births.every(({ creator, isCopy }) => creator === roleGroup.id && isCopy);
      if (isToTake) return isOwn ? 'ownPattern' : undefined;
      if (isOwn || isItsOwn || days.length >= KEPT_DAYS || isAtTheEnd(time)) return 'created';
    }
    if (all.isReadBefore(item)) return 'readsAll';
    return isOwn ? 'ownPattern' : undefined;
  });
}

/** The births of an item that are recent enough at a time, epoch seconds, to explain its first retrieval. */
export function birthsBefore({ births }: Organisation, item: number, time: number): readonly Birth[] {
  return (births.get(item) ?? []).filter(
    (birth) => birth.time <= time + SLACK && time - birth.time <= NEW_FOR,
  );
}

/** `ACCOUNT:NAME` of a key `REGION:ACCOUNT:NAME`. */
function withoutRegion(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

/** The items of earlier roles of the same stack. */
function inheritedItems(roleGroup: RoleGroup, { stacks }: Organisation): ReadonlySet<number> {
  const { stackTemplate: template } = roleGroup;
  const items = new Set<number>();
  if (template === undefined) return items;
  const start = roleGroup.items[0]?.time ?? 0;
  for (const { group, first, items: theirs } of stacks.get(template) ?? []) {
    if (group === roleGroup.id || first >= start) continue;
    for (const item of theirs) items.add(item);
  }
  return items;
}

/** An item that a role group read again on another day, and when that day began, epoch seconds. */
interface KeptItem {
  readonly item: FirstSeenItem;
  readonly since: number;
}

/** Items that a role group went on reading, in the order of `since`. What is read once teaches nothing about a role. */
function keptItems(roleGroup: RoleGroup): KeptItem[] {
  const large = roleGroup.daysOfLargeBuckets;
  return roleGroup.items
    .flatMap((item): KeptItem[] => {
      const { days } = item;
      // Where a bucket has too many items to know which, each day with such a bucket is taken to repeat what came before.
      const again = days[1] ?? large.find((day) => day > days[0]!);
      return again === undefined ? [] : [{ item, since: again * DAY }];
    })
    .sort((a, b) => a.since - b.since);
}

/** The names of all items that a role group keeps reading, on whatever day it began to. */
export function ownPlaces(roleGroup: RoleGroup, organisation: Organisation): KnownNames {
  const known = new KnownNames(organisation);
  for (const { item } of keptItems(roleGroup)) if (item.name !== undefined) known.add(item.name);
  return known;
}

/** The names that a role group knows, by their patterns. */
export class KnownNames {
  readonly #counts = new Map<number, number>();
  readonly #all: Organisation['patterns'];

  constructor({ patterns }: Organisation) {
    this.#all = patterns;
  }

  add(name: string): void {
    for (const pattern of patternsOf(name)) this.#counts.set(pattern, (this.#counts.get(pattern) ?? 0) + 1);
  }

  /** Whether a name has a pattern of which the role group knows at least three names and this share. */
  hasPatternOf(name: string, share = OWN_SHARE): boolean {
    if (this.#counts.size === 0) return false;
    return patternsOf(name).some((pattern) => {
      const known = this.#counts.get(pattern) ?? 0;
      return known >= PATTERN && known >= share * (this.#all.get(pattern) ?? Infinity);
    });
  }
}

/** A role group that keeps reading so many items of others in a scope, and this share of all of it, reads all. */
const SWEEP = 20;
const SWEEP_SHARE = 0.2;

/** Which scopes a role group reads as a whole, by the items of others that it keeps reading. */
class Sweep {
  /** By scope: when items were read again on another day, epoch seconds, ascending. */
  readonly #again = new Map<string, number[]>();
  readonly #scopes: Organisation['scopes'];

  constructor(roleGroup: RoleGroup, { scopes, readers }: Organisation) {
    this.#scopes = scopes;
    for (const { item, since } of keptItems(roleGroup)) {
      const { id, name } = item;
      if (name === undefined || !(readers.get(id) ?? []).some(({ group }) => group !== roleGroup.id))
        continue;
      const scope = scopeOf(name);
      const times = this.#again.get(scope);
      if (times === undefined) this.#again.set(scope, [since]);
      else times.push(since);
    }
  }

  /** Whether the role group had read all of an item's scope before it first read the item. */
  isReadBefore({ name, time }: FirstSeenItem): boolean {
    if (name === undefined) return false;
    const scope = scopeOf(name);
    const needed = Math.max(SWEEP, Math.ceil(SWEEP_SHARE * (this.#scopes.get(scope) ?? Infinity)));
    const reached = this.#again.get(scope)?.[needed - 1];
    return reached !== undefined && reached < time;
  }
}
