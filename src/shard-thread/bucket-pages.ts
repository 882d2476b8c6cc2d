import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TimeRange } from '../model/time.js';
import { bucketLines } from '../profile/bucket-lines.js';
import type { ProfileView } from '../profile/profile.js';
import type { ProfileStore } from '../profile/profile-store.js';
import { FrameLog, readFrames } from '../storage/frame-log.js';
import { writing } from '../storage/write-error.js';
import type { BucketLines } from '../wire/shard-messages.js';

/** Characters after which a page ends. */
const PAGE_CHARS = 1 << 20;

/** The lines of the profiles that have any, in their order. */
export function* linesOfProfiles(
  profiles: Iterable<ProfileView>,
  range: TimeRange,
  bucketDuration: number,
  rule: string,
): Generator<BucketLines> {
  for (const view of profiles) {
    const text = bucketLines(view, range, bucketDuration, rule);
    if (text !== '') yield { identity: view.identity.key, text };
  }
}

/** The next identities, until they are a page. */
export function pageOf(lines: Iterator<BucketLines>): BucketLines[] {
  const page: BucketLines[] = [];
  let chars = 0;
  while (chars < PAGE_CHARS) {
    const next = lines.next();
    if (next.done === true) break;
    page.push(next.value);
    chars += next.value.text.length;
  }
  return page;
}

/** A file of lines that is being read. */
interface Reading {
  readonly lines: Generator<BucketLines>;
  head: BucketLines;
}

/**
 * The lines of several stores in the order of the identities, page by page. Only one store is in memory at a time, so the
 * lines of each are written to a file first, and the files are merged.
 */
export class SpilledLines {
  #files: Reading[] = [];
  /** The last identity of the last page. */
  #last: string | null;

  /** @param after identities up to this one are left out; `null`: none */
  constructor(
    stores: Iterable<ProfileStore>,
    linesOf: (store: ProfileStore, after: string | null) => Generator<BucketLines>,
    after: string | null,
  ) {
    this.#last = after;
    const folder = writing(tmpdir(), () => mkdtempSync(join(tmpdir(), 'trailspike-buckets-')));
    try {
      let count = 0;
      for (const store of stores) {
        const path = join(folder, String(count++));
        writeLines(path, linesOf(store, after));
        const lines = readLines(path);
        const head = lines.next();
        if (head.done !== true) this.#files.push({ lines, head: head.value });
      }
    } finally {
      // The files stay readable until they are closed.
      rmSync(folder, { recursive: true, force: true });
    }
  }

  get last(): string | null {
    return this.#last;
  }

  page(): BucketLines[] {
    const page = pageOf(this.#merged());
    this.#last = page.at(-1)?.identity ?? null;
    return page;
  }

  *#merged(): Generator<BucketLines> {
    while (this.#files.length > 0) {
      const first = this.#files.reduce((a, b) => (b.head.identity < a.head.identity ? b : a));
      const { head } = first;
      const next = first.lines.next();
      if (next.done === true) this.#files = this.#files.filter((file) => file !== first);
      else first.head = next.value;
      yield head;
    }
  }

  close(): void {
    for (const { lines } of this.#files) lines.return(undefined);
    this.#files = [];
  }
}

function writeLines(path: string, lines: Iterator<BucketLines>): void {
  const log = new FrameLog(path, undefined, false);
  try {
    for (let page = pageOf(lines); page.length > 0; page = pageOf(lines)) {
      log.append(page.map((one) => Buffer.from(JSON.stringify(one))));
    }
  } finally {
    log.close();
  }
}

function* readLines(path: string): Generator<BucketLines> {
  for (const { payload } of readFrames(path))
    yield JSON.parse(Buffer.from(payload).toString()) as BucketLines;
}
