import type { SkipReason } from '../../model/coverage.js';
import type { LeaveFolder, ListPlan, PageTaker, SourceObject } from '../source.js';
import { parseTrailPrefix, type TrailPrefix } from './object-key.js';
import { SliceDealer } from './slice.js';
import type { Store } from './store.js';
import { streamTasks, type TaskOutlet } from './task-stream.js';
import { isWhollyWanted, unwantedFolder } from './wanted.js';

/** Most unknown folders that are searched for trails. Further ones are listed flat, which finds the same objects. */
const SEARCH_FOLDERS = 2_000;

/** A folder of data by date or by value, as Firehose and Hive name them: no trail is below. */
const DATA_FOLDER = /(?:^|\/)(?:\d{4}|[^/]+=[^/]*)\/$/;

type Task =
  /** A folder above the services: its trails, and what lies beside them. */
  | { readonly kind: 'search'; readonly prefix: string }
  /** A folder inside a trail. */
  | { readonly kind: 'descend'; readonly prefix: string }
  /** All objects below a prefix. */
  | { readonly kind: 'list'; readonly prefix: string; readonly beside: boolean }
  /** The objects directly in a folder. */
  | { readonly kind: 'files'; readonly prefix: string; readonly beside: boolean };

type Outlet = TaskOutlet<Task, SourceObject>;

/**
 * Lists everything below a root, which may be at any level of CloudTrail's layout, apart from what the plan does not
 * want and what is known to be something else.
 *
 * Above the services, folders are searched breadth first for trails, at any depth and with any folders between
 * `AWSLogs` and the account. Of the services only `CloudTrail` is entered, and within a trail only the accounts, regions,
 * years, months and days that the plan wants. A month or day that lies entirely within the plan is one flat listing. A
 * folder inside a trail that is not part of the layout is listed flat too. When the search is over, all that lies beside
 * the trails is listed, and marked as such if there are any.
 *
 * @param leave receives each folder that is not entered
 * @param pages takes the pages of flat listings, where the store has some: their objects are not in the stream then
 */
export function walkLayout(
  store: Store,
  root: string,
  plan: ListPlan,
  signal: AbortSignal,
  leave: LeaveFolder = () => undefined,
  pages?: PageTaker,
): AsyncGenerator<SourceObject, void, undefined> {
  const walk = new LayoutWalk(store, plan, leave, pages);
  return streamTasks(walk.begin(root), (task, outlet) => walk.run(task, outlet), {
    concurrency: store.width,
    signal,
  });
}

class LayoutWalk {
  readonly #store: Store;
  readonly #plan: ListPlan;
  readonly #dealer: SliceDealer | undefined;
  readonly #leave: (reason: SkipReason, prefix: string) => void;
  readonly #pages: PageTaker | undefined;
  /** Search tasks not yet finished. */
  #searches = 0;
  /** Unknown folders searched. */
  #unknown = 0;
  #hasTrails = false;
  /** What lies beside trails, if there are any: known only when the search is over. */
  #later: { readonly kind: 'list' | 'files'; readonly prefix: string }[] = [];

  constructor(store: Store, plan: ListPlan, leave: LeaveFolder, pages: PageTaker | undefined) {
    this.#pages = pages;
    this.#store = store;
    this.#plan = plan;
    this.#dealer = plan.slice && new SliceDealer(plan.slice, plan.delivered);
    this.#leave = (reason, prefix) => leave(reason, store.uriOf(prefix));
  }

  begin(root: string): Task[] {
    const place = parseTrailPrefix(root);
    const reason = this.#unwanted(root, place);
    if (reason !== null) {
      this.#leave(reason, root);
      return [];
    }
    if (isAboveServices(place)) {
      this.#searches = 1;
      return [{ kind: 'search', prefix: root }];
    }
    // The user named it, so it is listed even if it is the folder of another service.
    return place.service === 'CloudTrail'
      ? this.#inside(root, place)
      : [{ kind: 'list', prefix: root, beside: false }];
  }

  /** Why nothing of what is in a folder is wanted. @returns `null` when something may be */
  #unwanted(prefix: string, place: TrailPrefix): SkipReason | null {
    const reason = unwantedFolder(place, this.#plan);
    if (reason !== null || this.#dealer === undefined) return reason;
    return this.#dealer.hasFolder(this.#store.uriOf(prefix)) ? null : 'otherSlice';
  }

  async run(task: Task, outlet: Outlet): Promise<void> {
    const { prefix } = task;
    if (task.kind === 'search') return this.#search(prefix, outlet);
    if (task.kind === 'descend') return this.#descend(prefix, outlet);
    if (task.kind === 'list' && this.#pages !== undefined && this.#store.pagesBelow !== undefined) {
      const remark = task.beside ? 'beside' : undefined;
      for await (const page of this.#store.pagesBelow(prefix, remark, this.#pages, outlet.signal)) {
        await this.#pages.take(page);
      }
      return;
    }
    if (task.kind === 'list') {
      for await (const objects of this.#store.below(prefix, outlet.signal)) {
        await outlet.emit(task.beside ? objects.map(asBeside) : objects);
      }
      return;
    }
    for await (const page of this.#store.level(prefix, outlet.signal)) {
      const objects = await page.objects();
      await outlet.emit(task.beside ? objects.map(asBeside) : objects);
    }
  }

  async #search(prefix: string, outlet: Outlet): Promise<void> {
    let hasObjects = false;
    for await (const page of this.#store.level(prefix, outlet.signal)) {
      hasObjects ||= page.entries > page.folders.length;
      const tasks: Task[] = [];
      for (const folder of page.folders) {
        for (const task of this.#found(folder)) {
          // A search waits until all others of its level are done, so that trails near the root are found first.
          if (task.kind === 'search') outlet.later(task);
          else tasks.push(task);
        }
      }
      // The task added last runs first: reversed, they keep the order of the store.
      for (const task of tasks.reverse()) outlet.next(task);
    }
    if (hasObjects) this.#later.push({ kind: 'files', prefix });
    this.#searches -= 1;
    if (this.#searches > 0) return;
    for (const task of this.#later.reverse()) outlet.next({ ...task, beside: this.#hasTrails });
    this.#later = [];
  }

  /** What to do with a folder that the search found. */
  #found(folder: string): Task[] {
    const place = parseTrailPrefix(folder);
    if (place.level === 'service' && place.service !== undefined && place.service !== 'CloudTrail') {
      const reason = otherService(place.service);
      if (reason !== undefined) {
        this.#leave(reason, folder);
        return [];
      }
    }
    const isOfTrail = !isAboveServices(place);
    if (isOfTrail) this.#hasTrails = true;
    const reason = this.#unwanted(folder, place);
    if (reason !== null) {
      // An account that is not wanted is not entered to see whether it has a trail.
      if (place.level === 'account') this.#hasTrails = true;
      this.#leave(reason, folder);
      return [];
    }
    if (isOfTrail) return this.#inside(folder, place);
    if (place.level === 'unknown' && (this.#unknown++ >= SEARCH_FOLDERS || DATA_FOLDER.test(folder))) {
      this.#later.push({ kind: 'list', prefix: folder });
      return [];
    }
    this.#searches += 1;
    return [{ kind: 'search', prefix: folder }];
  }

  async #descend(prefix: string, outlet: Outlet): Promise<void> {
    for await (const page of this.#store.level(prefix, outlet.signal)) {
      const tasks: Task[] = [];
      for (const folder of page.folders) {
        const place = parseTrailPrefix(folder);
        const reason = this.#unwanted(folder, place);
        if (reason === null) tasks.push(...this.#inside(folder, place));
        else this.#leave(reason, folder);
      }
      for (const task of tasks.reverse()) outlet.next(task);
      await outlet.emit(await page.objects());
    }
  }

  /** @param place of a folder inside a trail, or unknown there */
  #inside(prefix: string, place: TrailPrefix): Task[] {
    const { level, service } = place;
    const isFlat =
      level === 'unknown' ||
      service !== 'CloudTrail' ||
      level === 'day' ||
      (level === 'month' && this.#dealer === undefined && isWhollyWanted(place, this.#plan));
    if (!isFlat) return [{ kind: 'descend', prefix }];
    const names =
      level === 'day' && this.#store.takesPrefixes
        ? this.#dealer?.namesIn(this.#store.uriOf(prefix))
        : undefined;
    return (names ?? ['']).map((name) => ({ kind: 'list', prefix: `${prefix}${name}`, beside: false }));
  }
}

/** A folder named `CloudTrail` that belongs to no account may as well be the prefix of a trail. */
function isAboveServices({ level, service, accountId, region }: TrailPrefix): boolean {
  if (service === undefined) return true;
  return accountId === undefined && region === undefined && (level === 'service' || level === 'unknown');
}

/** Why the folder of a service is not entered; `undefined` for those that may hold CloudTrail's records. */
function otherService(service: string): SkipReason | undefined {
  if (service === 'CloudTrail-Digest') return 'digest';
  if (service === 'CloudTrail-Insight') return 'insight';
  return service.startsWith('CloudTrail-') ? undefined : 'otherService';
}

function asBeside(object: SourceObject): SourceObject {
  return { ...object, remark: 'beside' };
}
