import { UNKNOWN_SIZE, type JobFill, type Source, type SourceObject } from '../../source/source.js';
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

/** A decode job with the objects that it is made of. */
export interface PackedJob {
  readonly objects: readonly PendingObject[];
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

/**
 * Packs pending objects into decode jobs. Objects with bodies, and objects of each source that decode threads read,
 * never share a job.
 */
export class JobPacker {
  #pending: PendingObject[] = [];
  #bodies: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;

  /**
   * @param body absent: the decode thread reads the object
   * @returns the jobs that are now full
   */
  add(pending: PendingObject, body?: Uint8Array<ArrayBuffer>): PackedJob[] {
    const size = body?.length ?? expectedSize(pending.object);
    const fill = body === undefined ? pending.source.threadReading.jobFill : BODIES_FILL;
    if (size >= fill.bytes) return [packedJob([pending], body && [body])];
    const others = this.#pending.length > 0 && !this.#isLike(pending, body) ? this.flush() : [];
    this.#pending.push(pending);
    if (body !== undefined) this.#bodies.push(body);
    this.#bytes += size;
    const isFull = this.#bytes >= fill.bytes || this.#pending.length >= fill.objects;
    return isFull ? [...others, ...this.flush()] : others;
  }

  /** @returns the waiting objects as one job; nothing when none wait */
  flush(): PackedJob[] {
    if (this.#pending.length === 0) return [];
    const full = packedJob(this.#pending, this.#bodies.length === 0 ? undefined : this.#bodies);
    this.#pending = [];
    this.#bodies = [];
    this.#bytes = 0;
    return [full];
  }

  /** Whether an object may share a job with those that wait. */
  #isLike(pending: PendingObject, body: Uint8Array | undefined): boolean {
    if (body !== undefined || this.#bodies.length > 0) return body !== undefined && this.#bodies.length > 0;
    return this.#pending[0]?.source === pending.source;
  }
}

/**
 * @param bodies one for each object; absent: the decode thread reads the objects, all of one source
 * @param crashes of the jobs before with the only object
 */
export function packedJob(
  objects: readonly PendingObject[],
  bodies?: readonly Uint8Array<ArrayBuffer>[],
  crashes = 0,
): PackedJob {
  const columns = {
    // Where there are bodies, what arrived counts: a list may not know the sizes.
    sizes: Float64Array.from(objects, ({ object }, index) => bodies?.[index]?.length ?? object.size),
    deliveredAt: Float64Array.from(objects, ({ deliveredAt }) => deliveredAt),
  };
  if (bodies !== undefined) {
    return { objects, crashes, job: { kind: 'bodies', ...columns, bodies: joined(bodies) } };
  }
  const uris = objects.map(({ object }) => object.uri);
  const versions = objects.map(({ object }) => object.version);
  return { objects, crashes, job: { kind: 'described', ...columns, uris, versions } };
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
