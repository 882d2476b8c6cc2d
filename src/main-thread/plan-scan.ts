import { disposeOnFailure } from '../base/disposable-stack.js';
import {
  count,
  emptyCoverage,
  total,
  type Counts,
  type Coverage,
  type FailReason,
  type SkipReason,
} from '../model/coverage.js';
import { parseObjectKey } from '../source/listing/object-key.js';
import { UNKNOWN_SIZE, type Source, type SourceObject } from '../source/source.js';
import { DeliveryDays, type Gaps } from './delivery-gaps.js';
import { objectFilter } from '../source/listing/object-filter.js';
import { LeftOut, leftOutByName, leftOutByPlan } from './left-out.js';
import { ProgressClock } from '../source/progress-clock.js';
import { openSources } from './open-sources.js';
import type { Progress } from './progress.js';
import { isComplete } from './result.js';
import { ARCHIVED_CLASSES, S3_PRICES, TIERED_CLASS } from './s3-prices.js';
import { timeSample, type SampleTiming } from './scan.js';
import { scanPlan, type ScanOptions } from './scan-options.js';

export interface ForecastOptions extends Omit<
  ScanOptions,
  'state' | 'verifyDecoder' | 'checkpointEvery' | 'compactAbove'
> {
  /** Objects to read, spread over the listing, to estimate the time; 0: none, and no estimate. @default 20 */
  readonly sample?: number;
  /** Written while it lists, so that you can show it. */
  readonly progress?: Progress;
}

/** Objects and their compressed bytes, as far as their sizes were listed. */
export interface Amount {
  readonly objects: number;
  readonly bytes: number;
}

/** What a scan would list and read. */
export interface Forecast {
  /** As the user named them, normalised. */
  readonly sources: readonly string[];
  readonly listed: number;
  /** What a scan reads: its `coverage.read`, if nothing changes and all of it can be read. */
  readonly toRead: Amount;
  /** Wanted, but in an archive of S3: a scan fails to read it until it is restored. */
  readonly archived: Amount;
  /** In Intelligent-Tiering, so that it may be in an archive tier; the listing does not say. Part of `toRead`. */
  readonly perhapsArchived: Amount;
  /** Wanted, and known to fail: archives that must be unpacked, and objects that are too large. */
  readonly failing: Counts<FailReason>;
  readonly skipped: Counts<SkipReason>;
  readonly foldersNotEntered: Counts<SkipReason>;
  /** Why, in words, with an example each; empty where nothing was. */
  readonly leftOut: { readonly byOptions: string; readonly byName: string };
  /** Objects of a storage class other than the standard one, by class. */
  readonly storageClasses: Readonly<Record<string, number>>;
  readonly gaps: Gaps;
  /** Of a scan, to S3; a plan has sent the LIST requests. */
  readonly requests: { readonly list: number; readonly get: number };
  /** US dollars, at these prices. */
  readonly price: {
    readonly list: number;
    readonly get: number;
    readonly total: number;
    readonly rates: typeof S3_PRICES;
  };
  readonly listingSeconds: number;
  /** `null` without a sample. */
  readonly estimate: { readonly seconds: number; readonly sample: SampleTiming } | null;
  /** Whether a scan would be complete, as far as the listing says. */
  readonly complete: boolean;
}

const SAMPLE = 20;

/**
 * Lists what a scan with the same options lists, and chooses as it does, but reads nothing apart from a short sample.
 * @throws TrailspikeError as `scan` does for options and sources
 */
export async function planScan(options: ForecastOptions): Promise<Forecast> {
  const { partition, sample = SAMPLE, progress, signal = new AbortController().signal, ...others } = options;
  const plan = scanPlan(others);
  const listing = new PlannedListing(sample);
  return disposeOnFailure(async (owned) => {
    const requests = new ProgressClock();
    if (progress !== undefined) progress.requests = requests;
    const sources = await openSources(options, plan.listing, signal, owned, requests);
    const wanted = { ...plan.listing, ...(partition !== undefined && { slice: partition }) };
    const filter = objectFilter(wanted);
    const started = performance.now();
    for (const source of sources) {
      const objects = source.list(wanted, signal, (reason, uri) => listing.leftOut.folder(reason, uri));
      for await (const object of objects) {
        if (progress !== undefined) progress.found++;
        listing.add(source, object, filter(object));
      }
    }
    const listingSeconds = (performance.now() - started) / 1000;
    const list = sources.reduce((sum, source) => sum + (source.listRequests?.() ?? 0), 0);
    progress?.begin('sampling');
    const sampled = listing.sample();
    const timing = sampled.length === 0 ? null : await timeSample(sampled, plan, signal);
    const { from, to } = options;
    const { historyFrom } = plan.evaluation;
    const forecast = listing.forecast({
      list,
      listingSeconds,
      timing,
      // No gap lies in the future.
      asked: {
        ...plan.listing,
        from: from === undefined ? undefined : historyFrom,
        to: to === undefined ? undefined : Math.min(to, Date.now() / 1000),
      },
      sources,
    });
    await owned[Symbol.asyncDispose]();
    return forecast;
  });
}

interface Listed {
  readonly list: number;
  readonly listingSeconds: number;
  readonly timing: SampleTiming | null;
  readonly asked: Parameters<DeliveryDays['gaps']>[0];
  readonly sources: readonly Source[];
}

/** What was listed so far. */
class PlannedListing {
  readonly coverage: Coverage = emptyCoverage();
  readonly leftOut = new LeftOut(this.coverage);
  readonly #days = new DeliveryDays();
  readonly #sample: SpreadSample<{ source: Source; object: SourceObject }>;
  readonly #classes = new Map<string, number>();
  readonly #toRead = { objects: 0, bytes: 0 };
  readonly #archived = { objects: 0, bytes: 0 };
  readonly #perhapsArchived = { objects: 0, bytes: 0 };
  /** Objects to read from S3. */
  #gets = 0;

  constructor(sample: number) {
    this.#sample = new SpreadSample(sample);
  }

  add(
    source: Source,
    object: SourceObject,
    { skip, fail }: ReturnType<ReturnType<typeof objectFilter>>,
  ): void {
    const { coverage } = this;
    coverage.listed++;
    if (skip !== null) {
      count(coverage.skipped, skip);
      this.leftOut.note(skip, object.uri);
      return;
    }
    const key = parseObjectKey(object.key);
    if (key.kind === 'cloudtrail') this.#days.note(key.accountId, key.region, key.deliveredAt);
    if (fail !== null) {
      count(coverage.failed, fail.reason);
      return;
    }
    const { storageClass } = object;
    if (storageClass !== undefined)
      this.#classes.set(storageClass, (this.#classes.get(storageClass) ?? 0) + 1);
    if (source.listRequests !== undefined) this.#gets++;
    if (ARCHIVED_CLASSES.has(storageClass)) {
      addTo(this.#archived, object);
      return;
    }
    if (storageClass === TIERED_CLASS) addTo(this.#perhapsArchived, object);
    addTo(this.#toRead, object);
    this.#sample.add({ source, object });
  }

  /** Sources that list the sample only. */
  sample(): Source[] {
    const bySource = new Map<Source, SourceObject[]>();
    for (const { source, object } of this.#sample.chosen()) {
      const objects = bySource.get(source);
      if (objects === undefined) bySource.set(source, [object]);
      else objects.push(object);
    }
    const listOf = (objects: readonly SourceObject[]) =>
      // eslint-disable-next-line @typescript-eslint/require-await -- as a source lists
      async function* (): AsyncGenerator<SourceObject> {
        yield* objects;
      };
    return [...bySource].map(([source, objects]) => ({ ...source, list: listOf(objects) }));
  }

  forecast({ list, listingSeconds, timing, asked, sources }: Listed): Forecast {
    const { coverage, leftOut } = this;
    const [toRead, archived] = [this.#toRead, this.#archived];
    const failed = { ...coverage.failed };
    const complete = isComplete({
      ...coverage,
      decoded: toRead.objects,
      failed: archived.objects > 0 ? { ...failed, unreadable: archived.objects } : failed,
    });
    const price = { list: list * S3_PRICES.list, get: this.#gets * S3_PRICES.get };
    return {
      sources: sources.map(({ uri }) => uri),
      listed: coverage.listed,
      toRead,
      archived,
      perhapsArchived: this.#perhapsArchived,
      failing: failed,
      skipped: coverage.skipped,
      foldersNotEntered: coverage.foldersNotEntered,
      leftOut: {
        byOptions: leftOutByPlan(coverage, leftOut.examples),
        byName: leftOutByName(coverage, leftOut.examples),
      },
      storageClasses: Object.fromEntries(this.#classes),
      gaps: this.#days.gaps(asked),
      requests: { list, get: this.#gets },
      price: { ...price, total: price.list + price.get, rates: S3_PRICES },
      listingSeconds,
      estimate:
        timing === null ? null : { seconds: estimated(toRead, timing, listingSeconds), sample: timing },
      complete,
    };
  }
}

/** Seconds that reading takes at the rate of a sample, and at least as long as listing did, which goes on beside it. */
function estimated(toRead: Amount, sample: SampleTiming, listingSeconds: number): number {
  const share =
    sample.bytes > 0 && toRead.bytes > 0
      ? toRead.bytes / sample.bytes
      : toRead.objects / Math.max(sample.objects, 1);
  return Math.max(listingSeconds, share * sample.seconds);
}

function addTo(amount: { objects: number; bytes: number }, { size }: SourceObject): void {
  amount.objects++;
  amount.bytes += size === UNKNOWN_SIZE ? 0 : size;
}

/** Some of a stream, evenly spread over it, whatever its length. */
export class SpreadSample<Item> {
  readonly #most: number;
  #kept: Item[] = [];
  #every = 1;
  #seen = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(item: Item): void {
    if (this.#most === 0 || this.#seen++ % this.#every !== 0) return;
    this.#kept.push(item);
    if (this.#kept.length < 2 * this.#most) return;
    this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
    this.#every *= 2;
  }

  /** At most as many as were asked for. */
  chosen(): Item[] {
    const most = Math.min(this.#most, this.#kept.length);
    return Array.from(
      { length: most },
      (_, index) => this.#kept[Math.floor((index * this.#kept.length) / most)]!,
    );
  }
}

/** How many objects a forecast knows to fail. */
export function failingTotal({ failing }: Pick<Forecast, 'failing'>): number {
  return total(failing);
}
