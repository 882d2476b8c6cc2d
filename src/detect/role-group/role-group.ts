import { isPerson, personNameOf, roleGroupKeyOf, roleKeyOf } from '../../model/identity.js';
import type { FirstSeenTimes, ProfileView } from '../../profile/profile.js';
import { DAY, HOUR } from '../../model/time.js';
import { CONTEXT_KINDS, type ContextKind } from '../../model/context-kind.js';
import { EXACT_LIMIT } from '../../sketch/distinct-block.js';
import type { Rule } from '../../rule/rule.js';
import { evaluableFrom, SETTLED } from '../established.js';
import { hashNumber, publicNumber } from '../../base/hash-number.js';
import { stackTemplate } from '../organisation/names.js';
import type { BucketPeriod } from '../period.js';
import type { Series } from '../series/series.js';
import { type ActiveTime, type CallerKind, callerKindOf } from './caller-kind.js';
import { type FirstSeenItem, firstSeenItemsOf } from './first-seen-items.js';
import {
  type AgentHistory,
  agentsOf,
  failedNetworksOf,
  type NetworkHistory,
  networksOf,
} from './networks.js';
import { type NewNetwork, newNetworksOf } from './new-networks.js';
import { roleGroupSeries } from './role-group-series.js';
import { Session } from './session.js';
import { type ToolVisit, toolVisitsOf } from './tool-visits.js';

/** Names of roles that are only used in an emergency, or that AWS makes for the administrators of an organisation. */
const EMERGENCY =
  /break.?glass|emergency|fire.?call|escalation|OrganizationAccountAccessRole|AWSControlTowerExecution/i;

/** Hours in which people are not active. */
const REST_HOURS = 5;
/**
 * One that is used on so many days, and on one in so many since it began, is for daily work, whatever its name is, if it then reads
 * fewer items than so many for the first time.
 */
const DAILY_DAYS = 5;
const DAILY_SHARE = 7;
const DAILY_ITEMS = 5;

/**
 * A role with all its sessions, a person behind a shared role, or a user alone. What several analyses read is computed
 * once, when first asked for.
 */
export class RoleGroup {
  readonly views: readonly ProfileView[];
  readonly sessions: readonly Session[];
  /** Key of the role, the person or the user. */
  readonly key: string;
  readonly #period: BucketPeriod;
  /** Seconds. */
  readonly bucketDuration: number;
  #isPerson: boolean | undefined;
  #mayTravel: boolean | undefined;
  #isForEmergencies: boolean | undefined;
  #activeTime: ActiveTime | undefined;
  #person: number | undefined;
  #series: Series | undefined;
  #items: readonly FirstSeenItem[] | undefined;
  #networks: readonly NetworkHistory[] | undefined;
  #failedNetworks: readonly NetworkHistory[] | undefined;
  #agents: readonly AgentHistory[] | undefined;
  #toolVisits: readonly ToolVisit[] | undefined;
  #activeDays: readonly number[] | undefined;
  #id: number | undefined;
  #firstContext: number | undefined;
  #firstListing: number | undefined;
  #evaluableFrom: number | undefined;
  #callerKind: CallerKind | undefined;

  /** @param views the sessions in the order of their keys, at least one */
  constructor(views: readonly ProfileView[], period: BucketPeriod, rule: Rule) {
    const { key } = views[0]!.identity;
    this.views = views;
    this.sessions = views.map((view, index) => new Session(index, view, period, rule));
    this.key = roleGroupKeyOf(key);
    this.#period = period;
    this.bucketDuration = rule.bucketDuration;
  }

  /**
   * The key as a number, by which other role groups know it. What is ordered by it has the same order in every run.
   */
  get id(): number {
    return (this.#id ??= publicNumber(this.key));
  }

  /** The number of its person or user (`personNameOf`), who may have other role groups, too; 0 where none is known. */
  get person(): number {
    if (this.#person === undefined) {
      const name = personNameOf(this.key);
      this.#person = name === undefined ? 0 : publicNumber(`person ${name}`);
    }
    return this.#person;
  }

  /**
   * Whether it is a person: by its name, or because it used a browser from the first. A browser that a service is used
   * with later makes it no person: a thief would choose one.
   */
  get isPerson(): boolean {
    return (this.#isPerson ??= isPerson(this.key) || this.#beganWithBrowser());
  }

  /** Whether it is a user of IAM, and no role. */
  get isUser(): boolean {
    return this.views[0]!.identity.type === 'IAMUser';
  }

  /**
   * Whether it may travel: a person, or a user of IAM behind which there may be one. A user that is active around the clock is a
   * program: people rest for so many hours of the day.
   */
  get mayTravel(): boolean {
    return (this.#mayTravel ??= this.isPerson || (this.isUser && this.#rest >= REST_HOURS));
  }

  /** The most hours of the day, one after the other, in which it never was active. */
  get #rest(): number {
    const active = new Set(
      Array.from(this.series.buckets, (bucket) => Math.floor((this.timeOf(bucket) % DAY) / HOUR)),
    );
    let [rest, most] = [0, 0];
    // Twice around, since the night may lie on both sides of midnight.
    for (let hour = 0; hour < 48; hour++) {
      rest = active.has(hour % 24) ? 0 : rest + 1;
      most = Math.max(most, rest);
    }
    return Math.min(most, 24);
  }

  #beganWithBrowser(): boolean {
    const origins = this.views.flatMap((view) => view.origins());
    if (!origins.some(({ name }) => name.endsWith('|browser'))) return false;
    const first = origins.reduce((least, { time }) => Math.min(least, time), Infinity);
    // Where a role is used with a browser hours later, somebody else may have come.
    const soon = this.isUser ? SETTLED : HOUR;
    return origins.some(({ name, time }) => name.endsWith('|browser') && time < first + soon);
  }

  get callerKind(): CallerKind {
    return (this.#callerKind ??= callerKindOf(this.isPerson, this.isUser, this.networks, this.activeTime));
  }

  /** End of the period, epoch seconds. */
  get end(): number {
    return this.timeOf(this.#period.to);
  }

  /** Account of the role or user, 12 digits; empty when unknown. */
  get accountId(): string {
    return this.views[0]!.identity.accountId;
  }

  /** The name of its role without the random end that a stack gave it; undefined where it has none. */
  get stackTemplate(): string | undefined {
    return this.isPerson ? undefined : stackTemplate(this.key);
  }

  /** The name of its role or user, without the path and the random end of a stack. */
  get name(): string {
    const whole = this.stackTemplate ?? roleKeyOf(this.key);
    return whole.slice(whole.lastIndexOf('/') + 1);
  }

  /** Whether it is named for emergencies, or is one that AWS makes for the administrators of an organisation, and is used rarely. */
  get isForEmergencies(): boolean {
    return (this.#isForEmergencies ??= EMERGENCY.test(this.name) && !this.#isInDailyUse());
  }

  /** Days on which it learnt much do not count: a strike makes no daily work. */
  #isInDailyUse(): boolean {
    const { activeDays } = this;
    if (activeDays.length < DAILY_DAYS) return false;
    const { firstSeenByDay } = this;
    const daily = activeDays.filter((day) => (firstSeenByDay.get(day) ?? 0) < DAILY_ITEMS).length;
    const span = activeDays.at(-1)! - activeDays[0]! + 1;
    return daily >= DAILY_DAYS && daily * DAILY_SHARE >= span;
  }

  /** First second of a bucket, epoch. */
  timeOf(bucket: number): number {
    return bucket * this.bucketDuration;
  }

  /** Retrievals of all sessions, from the start of the history to the end of the period. */
  get series(): Series {
    return (this.#series ??= roleGroupSeries(this.views, this.#period));
  }

  /** The networks that were new to it when it first used them; those that `isWanted` rejects are left out. */
  newNetworks(isWanted: (network: string) => boolean): NewNetwork[] {
    return newNetworksOf(this.views, this.bucketDuration, this.#period.to, isWanted);
  }

  /** The agents that it called with, by their first use, up to the end of the period. */
  get agents(): readonly AgentHistory[] {
    return (this.#agents ??= agentsOf(this.views, this.end));
  }

  /** The tools that it took up and left again; none of people and users, who try tools. */
  get toolVisits(): readonly ToolVisit[] {
    if (this.isPerson || this.isUser) return [];
    return (this.#toolVisits ??= toolVisitsOf(this.views, this.began, this.end, this.bucketDuration));
  }

  /** Days on which some bucket of a session has too many items for the state to know which, ascending. */
  get daysOfLargeBuckets(): readonly number[] {
    const days = new Set<number>();
    for (const { buckets, distinctSecrets } of this.views) {
      for (let at = 0; at < buckets.length && buckets[at]! < this.#period.to; at++) {
        if (distinctSecrets[at]! > EXACT_LIMIT) days.add(Math.floor(this.timeOf(buckets[at]!) / DAY));
      }
    }
    return [...days].sort((a, b) => a - b);
  }

  /** Days (UTC, days since the epoch) on which any session was active, ascending. */
  get activeDays(): readonly number[] {
    if (this.#activeDays === undefined) {
      const days: number[] = [];
      for (const bucket of this.series.buckets) {
        const day = Math.floor(this.timeOf(bucket) / DAY);
        if (days.at(-1) !== day) days.push(day);
      }
      this.#activeDays = days;
    }
    return this.#activeDays;
  }

  /** How long it was active. */
  get activeTime(): ActiveTime {
    if (this.#activeTime === undefined) {
      const hours = new Set<number>();
      for (const bucket of this.series.buckets) hours.add(Math.floor(this.timeOf(bucket) / HOUR));
      this.#activeTime = { days: this.activeDays.length, hours: hours.size };
    }
    return this.#activeTime;
  }

  /** Its items by their first retrieval, up to the end of the period. */
  get items(): readonly FirstSeenItem[] {
    const { historyFrom, to } = this.#period;
    return (this.#items ??= firstSeenItemsOf(this.views, this.bucketDuration, historyFrom, to));
  }

  /** How many items it read for the first time on each day (days since the epoch) that has any. */
  get firstSeenByDay(): ReadonlyMap<number, number> {
    const counts = new Map<number, number>();
    for (const { time } of this.items) {
      const day = Math.floor(time / DAY);
      counts.set(day, (counts.get(day) ?? 0) + 1);
    }
    return counts;
  }

  /** The networks it called from, by their first use, up to the end of the period. */
  get networks(): readonly NetworkHistory[] {
    return (this.#networks ??= networksOf(this.views, this.bucketDuration, this.#period.to));
  }

  /** The networks that it called from in vain, by their first failed call, up to the end of the period. */
  get failedNetworks(): readonly NetworkHistory[] {
    return (this.#failedNetworks ??= failedNetworksOf(this.views, this.end));
  }

  /** The first bucket from which the history of all sessions together is established; Infinity when it never is. */
  get evaluableFrom(): number {
    return (this.#evaluableFrom ??= evaluableFrom(this.series.buckets, this.#period, this.bucketDuration));
  }

  /** The first context event of any session, epoch seconds; Infinity where there is none. */
  get firstContext(): number {
    return (this.#firstContext ??= CONTEXT_KINDS.reduce(
      (first, kind) =>
        [...this.contextItems(kind).values()].reduce((least, time) => Math.min(least, time), first),
      Infinity,
    ));
  }

  /** When any session first read the list of secrets, epoch seconds; Infinity where none did. */
  get firstListing(): number {
    return (this.#firstListing ??= Math.min(Infinity, ...this.contextItems('listing').values()));
  }

  /** When it first used a network or made a context event, epoch seconds; Infinity where it did neither. */
  get began(): number {
    return Math.min(this.networks[0]?.first ?? Infinity, this.firstContext);
  }

  /** Items with context events of one kind by any session before the end of the period, and when first. */
  contextItems(kind: ContextKind): Map<number, number> {
    const { end } = this;
    const first = new Map<number, number>();
    for (const view of this.views) {
      const { hi, lo, time }: FirstSeenTimes = view.contextItems(kind);
      for (let at = 0; at < time.length; at++) {
        const id = hashNumber(hi[at]!, lo[at]!);
        if (time[at]! < end) first.set(id, Math.min(first.get(id) ?? Infinity, time[at]!));
      }
    }
    return first;
  }
}
