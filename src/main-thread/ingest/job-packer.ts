import { columnsFrom, columnsOf, joinColumns, listedAt } from '../../source/listing/object-columns.js';
import {
  UNKNOWN_SIZE,
  type JobFill,
  type ListedPage,
  type ObjectColumns,
  type Source,
  type SourceObject,
} from '../../source/source.js';
import type { BodiesJob, DescribedJob } from '../../wire/decode-messages.js';

/** An object that the run has begun and not yet settled. */
export interface PendingObject {
  readonly source: Source;
  readonly object: SourceObject;
  /** When it was delivered, epoch seconds; 0 when its key does not say. */
  readonly deliveredAt: number;
  /** Byte permits of the run that it holds, to be released when it is settled. */
  readonly held: number;
}

/** Objects of a page that the run has begun: together at most what fills a job, or one. */
export interface PageRange {
  readonly source: Source;
  readonly columns: ObjectColumns;
  readonly remark: SourceObject['remark'] | undefined;
  /** Stored bytes of all. */
  readonly bytes: number;
  /** Byte permits that they hold together. */
  readonly held: number;
}

/** A decode job with the objects that it is made of. */
export interface PackedJob {
  /** Number of objects. */
  readonly length: number;
  /** Makes one of its objects. */
  at(index: number): PendingObject;
  readonly source: Source;
  /** Stored bytes of all objects, as far as their sizes were listed. */
  readonly bytes: number;
  /** Byte permits that they hold together. */
  readonly held: number;
  /** How many jobs with its object ended with the death of their thread. Then it is its only one. */
  readonly crashes: number;
  /** Without what is added when the job is sent. */
  readonly job: UnsentJob<BodiesJob> | UnsentJob<DescribedJob>;
}

type UnsentJob<Job> = Omit<Job, 'source' | 'search' | 'each'>;

/**
 * Of jobs with bodies. Small objects share the overhead of a job: from a sixteenth to four times as much makes no
 * measurable difference. This much is some milliseconds of work, and most objects of busy trails are large enough to
 * be a job of their own, whose body is not copied into a common buffer.
 */
const BODIES_FILL: JobFill = { bytes: 1 << 18, objects: 512 };

/** Bytes that an object of unknown size is taken for: more than most that CloudTrail writes. */
const ASSUMED_BYTES = 1 << 18;

/** The size that an object will take in memory, as far as it is known, bytes. */
export function expectedSize({ size }: SourceObject): number {
  return size === UNKNOWN_SIZE ? ASSUMED_BYTES : size;
}

/** Compressed bytes of an object; 0 when the list does not say. */
export function listedBytes({ size }: Pick<SourceObject, 'size'>): number {
  return size === UNKNOWN_SIZE ? 0 : size;
}

/**
 * Cuts what is wanted of a page into ranges, none of which is more than a job; no permits are held yet.
 * @param fillOf asked for each range
 */
export function* rangesOf(
  source: Source,
  { wanted, remark }: ListedPage,
  fillOf: () => JobFill,
): Generator<PageRange> {
  const { sizes } = wanted;
  let from = 0;
  let bytes = 0;
  let fill = fillOf();
  for (let index = 0; index < sizes.length; index++) {
    bytes += sizes[index]!;
    const next = sizes[index + 1];
    if (next !== undefined && bytes + next <= fill.bytes && index + 1 - from < fill.objects) continue;
    yield { source, columns: columnsFrom(wanted, from, index + 1), remark, bytes, held: 0 };
    from = index + 1;
    bytes = 0;
    fill = fillOf();
  }
}

/**
 * Packs pending objects into decode jobs. Objects with bodies, objects of pages, other objects, and those of each source
 * never share a job.
 */
export class JobPacker {
  #pending: PendingObject[] = [];
  #bodies: Uint8Array<ArrayBuffer>[] = [];
  #ranges: PageRange[] = [];
  #bytes = 0;

  /**
   * @param body absent: the decode thread reads the object
   * @returns the jobs that are now full
   */
  add(pending: PendingObject, body?: Uint8Array<ArrayBuffer>): PackedJob[] {
    const size = body?.length ?? expectedSize(pending.object);
    const fill = body === undefined ? pending.source.threadReading.jobFill : BODIES_FILL;
    if (size >= fill.bytes) return [packedJob([pending], body && [body])];
    const others = this.#isLike(pending, body) ? [] : this.flush();
    this.#pending.push(pending);
    if (body !== undefined) this.#bodies.push(body);
    this.#bytes += size;
    const isFull = this.#bytes >= fill.bytes || this.#pending.length >= fill.objects;
    return isFull ? [...others, ...this.flush()] : others;
  }

  /** @returns the jobs that are now full */
  addRange(range: PageRange, fill: JobFill): PackedJob[] {
    const [first] = this.#ranges;
    const fits =
      first?.source === range.source &&
      first.remark === range.remark &&
      this.#bytes + range.bytes <= fill.bytes &&
      objectsIn(this.#ranges) + objectsIn([range]) <= fill.objects;
    const others = fits ? [] : this.flush();
    this.#ranges.push(range);
    this.#bytes += range.bytes;
    const isFull = this.#bytes >= fill.bytes || objectsIn(this.#ranges) >= fill.objects;
    return isFull ? [...others, ...this.flush()] : others;
  }

  /** @returns the waiting objects as one job; nothing when none wait */
  flush(): PackedJob[] {
    const [pending, ranges] = [this.#pending, this.#ranges];
    const bodies = this.#bodies.length === 0 ? undefined : this.#bodies;
    this.#pending = [];
    this.#ranges = [];
    this.#bodies = [];
    this.#bytes = 0;
    if (ranges.length > 0) return [jobOfRanges(ranges)];
    return pending.length > 0 ? [packedJob(pending, bodies)] : [];
  }

  /** Whether an object may share a job with those that wait, if any do. */
  #isLike({ source }: PendingObject, body: Uint8Array | undefined): boolean {
    if (this.#ranges.length > 0) return false;
    const [first] = this.#pending;
    if (first === undefined) return true;
    return first.source === source && (body !== undefined) === this.#bodies.length > 0;
  }
}

/**
 * @param objects at least one, all of one source
 * @param bodies one for each object; absent: the decode thread reads the objects
 * @param crashes of the jobs before with the only object
 */
export function packedJob(
  objects: readonly PendingObject[],
  bodies?: readonly Uint8Array<ArrayBuffer>[],
  crashes = 0,
): PackedJob {
  const { names, versions, base, sizes, deliveredAt } = columnsOf(
    objects.map(({ object }) => object),
    objects.map((one) => one.deliveredAt),
  );
  return {
    length: objects.length,
    at: (index) => objects[index]!,
    source: objects[0]!.source,
    bytes: objects.reduce((sum, { object }) => sum + listedBytes(object), 0),
    held: objects.reduce((sum, { held }) => sum + held, 0),
    crashes,
    job:
      bodies === undefined
        ? { kind: 'described', base, names, versions, sizes, deliveredAt }
        : {
            kind: 'bodies',
            // What arrived counts: a list may not know the sizes.
            sizes: Float64Array.from(bodies, ({ length }) => length),
            deliveredAt,
            bodies: joined(bodies),
          },
  };
}

/** @param ranges at least one, all of one source and remark */
function jobOfRanges(ranges: readonly PageRange[]): PackedJob {
  const { source, remark } = ranges[0]!;
  const columns = joinColumns(ranges.map((range) => range.columns));
  const { sizes, deliveredAt } = columns;
  const held = ranges.reduce((sum, range) => sum + range.held, 0);
  return {
    length: sizes.length,
    at: (index) => ({
      source,
      object: listedAt(columns, index, remark),
      deliveredAt: deliveredAt[index]!,
      // The permits of an object are cut only where it is larger than all of them, and then it is alone.
      held: sizes.length === 1 ? held : sizes[index]!,
    }),
    source,
    bytes: ranges.reduce((sum, range) => sum + range.bytes, 0),
    held,
    crashes: 0,
    job: { kind: 'described', ...columns },
  };
}

function objectsIn(ranges: readonly PageRange[]): number {
  return ranges.reduce((sum, { columns }) => sum + columns.sizes.length, 0);
}

/** The bodies end to end in a buffer that holds nothing else, so that it can be transferred. */
function joined(bodies: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = bodies;
  if (bodies.length === 1 && only !== undefined && only.byteLength === only.buffer.byteLength) return only;
  const whole = new Uint8Array(bodies.reduce((sum, body) => sum + body.byteLength, 0));
  let offset = 0;
  for (const body of bodies) {
    whole.set(body, offset);
    offset += body.byteLength;
  }
  return whole;
}
