import { parseTrailPrefix, type TrailPrefix } from './object-key.js';
import { TrailspikeError } from '../../model/errors.js';
import { ALL_TIME, type TimeRange } from '../../model/time.js';
import type { ListPlan, SourceObject } from '../source.js';
import type { Store } from './store.js';
import { streamTasks, type TaskOutlet } from './task-stream.js';

/** Most folders between the root and `AWSLogs`. The prefix of a trail seldom has more than two parts. */
const SEARCH_DEPTH = 3;
/** Most folders listed in the search for trails. */
const SEARCH_FOLDERS = 2_000;
/** Most entries of one folder examined in the search for trails. */
const SEARCH_ENTRIES = 20_000;

type Task =
  | { readonly kind: 'search'; readonly prefix: string; readonly depth: number }
  | { readonly kind: 'descend'; readonly prefix: string }
  | { readonly kind: 'list'; readonly prefix: string };

type Outlet = TaskOutlet<Task, SourceObject>;

/**
 * Lists what a plan wants below a root, which may be at any level of CloudTrail's layout.
 *
 * Above `AWSLogs`, trails are searched breadth first, at most {@link SEARCH_DEPTH} folders deep; what lies beside them
 * is not listed. If there are none, the whole root is listed flat. Within a trail, only the accounts, regions, years,
 * months and days that the plan wants are entered, and only the service `CloudTrail`. A month or day that lies
 * entirely within the plan is one flat listing. A folder inside a trail that is not part of the layout is listed flat
 * too, so that nothing in it is lost.
 *
 * @throws TrailspikeError `E_USAGE` when a root holds trails and too many other folders to search them all
 */
export function walkLayout(
  store: Store,
  root: string,
  plan: ListPlan,
  signal: AbortSignal,
): AsyncGenerator<SourceObject, void, undefined> {
  const place = parseTrailPrefix(root);
  const search = new TrailSearch(store, root);
  const run = async (task: Task, outlet: Outlet): Promise<void> => {
    if (task.kind === 'search') return search.run(task.prefix, task.depth, outlet);
    if (task.kind === 'descend') return descend(store, task.prefix, plan, outlet);
    for await (const objects of store.below(task.prefix, outlet.signal)) await outlet.emit(objects);
  };
  const first: Task[] =
    place.level === 'above'
      ? [{ kind: 'search', prefix: root, depth: 0 }]
      : isWanted(place, plan)
        ? [taskOf(root, place, plan)]
        : [];
  return streamTasks(first, run, { concurrency: store.width, signal });
}

/** Searches for `AWSLogs` below a root that is not itself part of a trail. */
class TrailSearch {
  readonly #store: Store;
  readonly #root: string;
  readonly #trails: string[] = [];
  #folders = 0;
  /** Search tasks not yet finished, with that of the root. */
  #pending = 1;
  #isCutShort = false;

  constructor(store: Store, root: string) {
    this.#store = store;
    this.#root = root;
  }

  async run(prefix: string, depth: number, outlet: Outlet): Promise<void> {
    this.#folders += 1;
    if (this.#folders > SEARCH_FOLDERS) this.#isCutShort = true;
    else await this.#look(prefix, depth, outlet);
    this.#pending -= 1;
    if (this.#pending > 0) return;
    if (this.#trails.length === 0) outlet.next({ kind: 'list', prefix: this.#root });
    else if (this.#isCutShort) throw this.#tooMuch();
  }

  async #look(prefix: string, depth: number, outlet: Outlet): Promise<void> {
    let entries = 0;
    for await (const page of this.#store.level(prefix, outlet.signal)) {
      for (const folder of page.folders) {
        if (parseTrailPrefix(folder).level === 'awslogs') {
          this.#trails.push(folder);
          outlet.next({ kind: 'descend', prefix: folder });
        } else if (depth < SEARCH_DEPTH) {
          this.#pending += 1;
          outlet.later({ kind: 'search', prefix: folder, depth: depth + 1 });
        }
      }
      entries += page.entries;
      if (entries >= SEARCH_ENTRIES) {
        this.#isCutShort = true;
        return;
      }
    }
  }

  #tooMuch(): TrailspikeError {
    return new TrailspikeError(
      'E_USAGE',
      `${this.#store.uri} holds too much beside its trails to search all of it; found so far: ${this.#trails.slice(0, 5).join(', ')}`,
      { hint: 'Name the prefix of each trail, up to and including AWSLogs/, as a source of its own.' },
    );
  }
}

async function descend(store: Store, prefix: string, plan: ListPlan, outlet: Outlet): Promise<void> {
  const { level } = parseTrailPrefix(prefix);
  const isAboveService = level === 'awslogs' || level === 'org' || level === 'account';
  let isEmptyOfTrails = level === 'awslogs' || level === 'org';
  for await (const page of store.level(prefix, outlet.signal)) {
    const tasks: Task[] = [];
    for (const folder of page.folders) {
      const place = parseTrailPrefix(folder);
      if (place.level === 'service' && place.service !== 'CloudTrail') continue;
      if (place.level !== 'above') isEmptyOfTrails = false;
      else if (isAboveService) continue;
      if (isWanted(place, plan)) tasks.push(taskOf(folder, place, plan));
    }
    // The task added last runs first: reversed, they keep the order of the store.
    for (const task of tasks.reverse()) outlet.next(task);
    if (!isAboveService) await outlet.emit(await page.objects());
  }
  if (isEmptyOfTrails) outlet.next({ kind: 'list', prefix });
}

/** @param place of `prefix`: part of a trail, or unknown inside one */
function taskOf(prefix: string, place: TrailPrefix, plan: ListPlan): Task {
  const isForeign = place.service !== undefined && place.service !== 'CloudTrail';
  const isUnknown = place.level === 'above';
  const isWhole =
    place.level === 'day' || (place.level === 'month' && isWithin(spanOf(place), plan.delivered));
  return { kind: isForeign || isUnknown || isWhole ? 'list' : 'descend', prefix };
}

function isWanted(place: TrailPrefix, plan: ListPlan): boolean {
  const { accountId, region } = place;
  if (accountId !== undefined && plan.accounts.length > 0 && !plan.accounts.includes(accountId)) return false;
  if (region !== undefined && plan.regions.length > 0 && !plan.regions.includes(region)) return false;
  const span = spanOf(place);
  return span.from < plan.delivered.to && span.to > plan.delivered.from;
}

function isWithin(inner: TimeRange, outer: TimeRange): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
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
