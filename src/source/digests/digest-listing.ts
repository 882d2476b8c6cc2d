import { DAY, HOUR, type TimeRange } from '../../model/time.js';
import { parseTrailPrefix, type TrailPrefix } from '../listing/object-key.js';
import type { Store } from '../listing/store.js';
import { unwantedFolder } from '../listing/wanted.js';
import type { ListedDigest, ListPlan } from '../source.js';
import { parseDigestName } from './digest-name.js';

/** A digest is about an hour, so one that ended so long after the wanted time may still be about some of it. */
const LATER = 2 * HOUR;

/** The parts of a `DigestStore` that are the same for all kinds of sources. */
export class DigestListing {
  readonly #store: Store;
  readonly #prefixOf: (uri: string) => string;

  /** @param prefixOf the inverse of the store's `uriOf` */
  constructor(store: Store, prefixOf: (uri: string) => string) {
    this.#store = store;
    this.#prefixOf = prefixOf;
  }

  async regions(folder: string, plan: ListPlan, signal: AbortSignal): Promise<string[]> {
    const prefix = this.#prefixOf(folder);
    const isRegion = parseTrailPrefix(prefix).level === 'region';
    const folders = isRegion ? [prefix] : await this.#folders(prefix, signal);
    return folders
      .filter((one) => unwantedFolder(parseTrailPrefix(one), plan) === null)
      .map((one) => this.#store.uriOf(one));
  }

  async *digests(folder: string, plan: ListPlan, signal: AbortSignal): AsyncGenerator<ListedDigest> {
    const wanted = { from: plan.delivered.from, to: plan.delivered.to + LATER };
    for (const year of await this.#folders(this.#prefixOf(folder), signal)) {
      for (const month of await this.#folders(year, signal)) {
        const span = monthOf(parseTrailPrefix(month));
        if (span !== undefined && (span.to <= wanted.from || span.from >= wanted.to)) continue;
        yield* (await this.#below(month, signal)).filter(
          ({ name }) => name.end > wanted.from && name.end < wanted.to,
        );
      }
    }
  }

  async #folders(prefix: string, signal: AbortSignal): Promise<string[]> {
    const folders = new Set<string>();
    for await (const page of this.#store.level(prefix, signal))
      for (const one of page.folders) folders.add(one);
    return [...folders].sort();
  }

  async #below(prefix: string, signal: AbortSignal): Promise<ListedDigest[]> {
    const found: ListedDigest[] = [];
    for await (const objects of this.#store.below(prefix, signal)) {
      for (const object of objects) {
        const name = parseDigestName(object.key);
        if (name !== undefined) found.push({ object, name });
      }
    }
    return found.sort((a, b) => a.name.end - b.name.end || (a.object.key < b.object.key ? -1 : 1));
  }
}

/** The folder of digests beside a folder inside a trail; nothing for other folders. */
export function digestsBeside(prefix: string): readonly string[] {
  const { service, region } = parseTrailPrefix(prefix);
  if (service !== 'CloudTrail') return [];
  const at = prefix.lastIndexOf('/CloudTrail/');
  const above = at < 0 ? (prefix.startsWith('CloudTrail/') ? '' : undefined) : prefix.slice(0, at + 1);
  if (above === undefined) return [];
  return [`${above}CloudTrail-Digest/${region === undefined ? '' : `${region}/`}`];
}

function monthOf({ year, month }: TrailPrefix): TimeRange | undefined {
  if (year === undefined || month === undefined) return undefined;
  return { from: Date.UTC(year, month - 1) / 1000, to: Date.UTC(year, month) / 1000 + DAY };
}
