import type { SkipReason } from '../../model/coverage.js';
import { ALL_TIME, type TimeRange } from '../../model/time.js';
import type { ListPlan, ListWindow } from '../source.js';
import { parseObjectKey, type DeliveryKey, type TrailPrefix } from './object-key.js';

/** Why a plan does not want an object with CloudTrail's own name. @returns `null` when it does */
export function unwantedObject(key: DeliveryKey, plan: ListPlan): SkipReason | null {
  return reasonIn(plan, key.accountId, (window) => objectOutside(key, window));
}

/** Whether a plan may want an object, by its key alone: any whose key does not say when it was delivered. */
export function mayWantObject(text: string, plan: ListPlan): boolean {
  const key = parseObjectKey(text);
  return key.kind !== 'cloudtrail' || unwantedObject(key, plan) === null;
}

/** Why a plan wants nothing of what is in a folder. @returns `null` when it may want something */
export function unwantedFolder(place: TrailPrefix, plan: ListPlan): SkipReason | null {
  return reasonIn(plan, place.accountId, (window) => folderOutside(place, window));
}

/** Whether everything in the folder was delivered in the wanted time. */
export function isWhollyWanted(place: TrailPrefix, { delivered, windows }: ListPlan): boolean {
  if (windows !== undefined) return false;
  const { from, to } = spanOf(place);
  return from >= delivered.from && to <= delivered.to;
}

/**
 * The reason why a plan as a whole does not want something, or else why none of its windows does.
 * @param accountId whose it is; undefined where its place does not say
 */
function reasonIn(
  plan: ListPlan,
  accountId: string | undefined,
  reasonOf: (window: ListWindow) => SkipReason | null,
): SkipReason | null {
  const reason = reasonOf(plan);
  if (reason !== null || plan.windows === undefined) return reason;
  const windows = accountId === undefined ? plan.windows : windowsOf(accountId, plan.windows);
  return windows.some((window) => reasonOf(window) === null) ? null : 'outsideTimeRange';
}

/** Windows by account, `''`: those of all accounts. There may be many windows, and each object is asked about. */
const byAccount = new WeakMap<readonly ListWindow[], Map<string, ListWindow[]>>();

/** Those of some windows that may want something of an account. */
function windowsOf(accountId: string, windows: readonly ListWindow[]): readonly ListWindow[] {
  let grouped = byAccount.get(windows);
  if (grouped === undefined) byAccount.set(windows, (grouped = groupedByAccount(windows)));
  return grouped.get(accountId) ?? grouped.get('') ?? [];
}

function groupedByAccount(windows: readonly ListWindow[]): Map<string, ListWindow[]> {
  const ofAll = windows.filter(({ accounts }) => accounts.length === 0);
  const grouped = new Map([['', ofAll]]);
  for (const window of windows) {
    for (const account of new Set(window.accounts)) {
      grouped.set(account, [...(grouped.get(account) ?? ofAll), window]);
    }
  }
  return grouped;
}

function objectOutside(
  { accountId, region, deliveredAt }: DeliveryKey,
  window: ListWindow,
): SkipReason | null {
  const { delivered } = window;
  if (!isOf(window.accounts, accountId)) return 'otherAccount';
  if (!isOf(window.regions, region)) return 'otherRegion';
  if (deliveredAt >= delivered.to) return 'deliveredLater';
  return deliveredAt < delivered.from ? 'outsideTimeRange' : null;
}

function folderOutside(place: TrailPrefix, window: ListWindow): SkipReason | null {
  const { delivered } = window;
  if (place.accountId !== undefined && !isOf(window.accounts, place.accountId)) return 'otherAccount';
  if (place.region !== undefined && !isOf(window.regions, place.region)) return 'otherRegion';
  const span = spanOf(place);
  if (span.from >= delivered.to) return 'deliveredLater';
  return span.to <= delivered.from ? 'outsideTimeRange' : null;
}

function isOf(names: readonly string[], name: string): boolean {
  return names.length === 0 || names.includes(name);
}

/** The delivery times that the folder of a year, month or day covers; all times for a folder above. */
function spanOf({ year, month, day }: TrailPrefix): TimeRange {
  if (year === undefined) return ALL_TIME;
  const [from, to] =
    month === undefined
      ? [Date.UTC(year, 0), Date.UTC(year + 1, 0)]
      : day === undefined
        ? [Date.UTC(year, month - 1), Date.UTC(year, month)]
        : [Date.UTC(year, month - 1, day), Date.UTC(year, month - 1, day + 1)];
  return { from: from / 1000, to: to / 1000 };
}
