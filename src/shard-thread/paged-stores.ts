import { addTotals, type ProfileStore, type StoreTotals } from '../profile/profile-store.js';
import { eachFrame } from '../storage/frame-log.js';
import type { SnapshotFile } from '../storage/state-files.js';
import type { MeasureFiles } from './measure-files.js';

/** So many bytes of batch logs are in memory at once. */
const SPILL_ABOVE = 32 << 20;

/** A snapshot, and the folder that has it. */
interface Page extends SnapshotFile {
  readonly folder: string;
}

/**
 * What some states hold of a measure, of which one logical shard is in memory at a time. A role group is whole within
 * one, so whatever looks at role groups can look at one store after the other.
 */
export class PagedStores {
  readonly #files: MeasureFiles;
  /** By logical shard. */
  #pages = new Map<number, Page[]>();
  #totals: StoreTotals | undefined;

  /**
   * Batch logs hold rows of all logical shards, so they are first rewritten as snapshots in the folder of the shard,
   * some for each logical shard.
   * @param states that have it
   */
  constructor(files: MeasureFiles, states: readonly string[]) {
    this.#files = files;
    const folders = files.foldersIn(states);
    for (const folder of folders) {
      for (const file of files.snapshotsIn(folder)) this.#add({ ...file, folder });
    }
    this.#spill(folders.flatMap((folder) => files.logsIn(folder)));
  }

  #add(page: Page): void {
    const pages = this.#pages.get(page.logicalShard);
    if (pages === undefined) this.#pages.set(page.logicalShard, [page]);
    else pages.push(page);
  }

  #spill(logs: readonly string[]): void {
    const files = this.#files;
    let [store, held] = [files.emptyStore(), 0];
    const spill = (): void => {
      for (const logicalShard of store.logicalShards()) {
        this.#add({ ...files.write(store, logicalShard), folder: files.directory });
      }
      [store, held] = [files.emptyStore(), 0];
    };
    for (const path of logs) {
      eachFrame(path, (frame) => {
        files.apply(store, frame);
        held += frame.byteLength;
        if (held >= SPILL_ABOVE) spill();
      });
    }
    if (held > 0) spill();
  }

  /** One store after the other, in the order of the logical shards. Each is of use until the next is asked for. */
  *each(): Generator<ProfileStore> {
    for (const logicalShard of [...this.#pages.keys()].sort((a, b) => a - b)) {
      yield this.#load(this.#pages.get(logicalShard)!);
    }
  }

  #load(pages: readonly Page[]): ProfileStore {
    const store = this.#files.emptyStore();
    for (const page of pages) this.#files.load(store, page.folder, page);
    return store;
  }

  /**
   * Writes one snapshot of each logical shard, and reads only these from then on.
   * @returns them
   */
  join(): SnapshotFile[] {
    const joined = new Map<number, Page[]>();
    const { directory: folder } = this.#files;
    let totals: StoreTotals | undefined;
    for (const [logicalShard, pages] of [...this.#pages].sort(([a], [b]) => a - b)) {
      const store = this.#load(pages);
      joined.set(logicalShard, [{ ...this.#files.write(store, logicalShard), folder }]);
      totals = totals === undefined ? store.totals() : addTotals(totals, store.totals());
    }
    this.#pages = joined;
    this.#totals = totals;
    return [...joined.values()].flat();
  }

  totals(): StoreTotals {
    if (this.#totals === undefined) {
      let totals = this.#files.emptyStore().totals();
      for (const store of this.each()) totals = addTotals(totals, store.totals());
      this.#totals = totals;
    }
    return this.#totals;
  }
}
