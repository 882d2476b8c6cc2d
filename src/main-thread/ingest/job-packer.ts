import type { Source, SourceObject } from '../../source/source.js';
import type { BodiesTask, FilesTask, RemoteTask } from '../../wire/protocol.js';

/** An object on its way through the run. */
export interface PendingObject {
  readonly source: Source;
  readonly object: SourceObject;
  /** When it was delivered, epoch seconds; 0 when its key does not say. */
  readonly deliveredAt: number;
  /** Bytes taken from the run's allowance, to be given back when the object is settled. */
  readonly held: number;
  /** Decode tasks that it was in when their thread died. */
  readonly crashes: number;
}

/** Objects that go to a decode thread together. */
export interface DecodeJob {
  readonly objects: readonly PendingObject[];
  /** Of objects that the thread fetches, without the access, which is given at the last moment. */
  readonly task: BodiesTask | FilesTask | Omit<RemoteTask, 'access'>;
}

/** A parcel is sent at so many bytes or objects, whichever comes first. A larger object travels alone. */
interface Fill {
  readonly bytes: number;
  readonly objects: number;
}

/**
 * Small objects share a task's overhead. From a sixteenth to four times as much makes no difference that could be
 * measured; this much is some milliseconds of work, and spares most objects of busy trails the copy into a common
 * buffer.
 */
const FETCHED: Fill = { bytes: 1 << 18, objects: 512 };
/** Nothing is copied, and each task leaves some garbage on the main thread. */
const FILES: Fill = { bytes: 4 << 20, objects: 512 };
/** Enough to be under way at once that a thread always has something to decode. */
const REMOTE: Fill = { bytes: 4 << 20, objects: 128 };

/**
 * Packs arrivals into parcels. Objects that were fetched, files that are yet to be read, and objects of each source
 * that are yet to be fetched never share one.
 */
export class JobPacker {
  #pending: PendingObject[] = [];
  #bodies: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;

  /**
   * @param body of an object that was fetched; absent: the decode thread reads or fetches it
   * @returns the parcels that are now full.
   */
  add(pending: PendingObject, body?: Uint8Array<ArrayBuffer>): DecodeJob[] {
    const { size } = pending.object;
    const fill = fillOf(pending, body);
    if (size >= fill.bytes) return [decodeJob([pending], body && [body])];
    const others = this.#pending.length > 0 && !this.#isLike(pending, body) ? this.flush() : [];
    this.#pending.push(pending);
    if (body !== undefined) this.#bodies.push(body);
    this.#bytes += size;
    const isFull = this.#bytes >= fill.bytes || this.#pending.length >= fill.objects;
    return isFull ? [...others, ...this.flush()] : others;
  }

  /** @returns what waits, as a parcel; nothing when nothing does. */
  flush(): DecodeJob[] {
    if (this.#pending.length === 0) return [];
    const full = decodeJob(this.#pending, this.#bodies.length === 0 ? undefined : this.#bodies);
    this.#pending = [];
    this.#bodies = [];
    this.#bytes = 0;
    return [full];
  }

  /** Whether an arrival may share a parcel with those that wait. */
  #isLike(pending: PendingObject, body: Uint8Array | undefined): boolean {
    if (body !== undefined || this.#bodies.length > 0) return body !== undefined && this.#bodies.length > 0;
    return this.#pending[0]?.source === pending.source;
  }
}

function fillOf({ source }: PendingObject, body: Uint8Array | undefined): Fill {
  if (body !== undefined) return FETCHED;
  return source.pathOf === undefined ? REMOTE : FILES;
}

/** @param bodies one for each arrival; absent: they are files or remote objects, all of one source */
export function decodeJob(
  objects: readonly PendingObject[],
  bodies?: readonly Uint8Array<ArrayBuffer>[],
): DecodeJob {
  const columns = {
    sizes: Float64Array.from(objects, ({ object }) => object.size),
    deliveredAt: Float64Array.from(objects, ({ deliveredAt }) => deliveredAt),
  };
  if (bodies !== undefined) return { objects, task: { kind: 'bodies', ...columns, bodies: joined(bodies) } };
  const versions = objects.map(({ object }) => object.version);
  const { source } = objects[0]!;
  if (source.pathOf === undefined) {
    const keys = objects.map(({ object }) => object.key);
    return { objects, task: { kind: 'remote', ...columns, keys, versions } };
  }
  const paths = objects.map(({ object }) => source.pathOf!(object));
  return { objects, task: { kind: 'files', ...columns, paths, versions } };
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
