import type { Source, SourceObject } from '../source/source.js';
import type { DecodeTask } from '../shard/protocol.js';

/** An object on its way through the run. */
export interface Arrival {
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
export interface Parcel {
  readonly arrivals: readonly Arrival[];
  readonly task: DecodeTask;
}

/**
 * A parcel is sent at this many bytes or objects, whichever comes first: small objects share a task's overhead. From
 * a sixteenth to four times as much makes no difference that could be measured; this much is some milliseconds of
 * work, and spares most objects of busy trails the copy into a common buffer.
 */
const PARCEL_BYTES = 1 << 18;
const PARCEL_OBJECTS = 512;

/**
 * Packs arrivals into parcels of about a quarter of a megabyte; an object larger than that travels alone, uncopied. Objects
 * that were fetched and files that are yet to be read never share one.
 */
export class TaskPacker {
  #arrivals: Arrival[] = [];
  #bodies: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;

  /**
   * @param body of an object that was fetched; absent: the decode thread reads the file
   * @returns the parcels that are now full.
   */
  add(arrival: Arrival, body?: Uint8Array<ArrayBuffer>): Parcel[] {
    const { size } = arrival.object;
    if (size >= PARCEL_BYTES) return [parcel([arrival], body && [body])];
    const areFiles = this.#bodies.length === 0;
    const others = this.#arrivals.length > 0 && areFiles !== (body === undefined) ? this.flush() : [];
    this.#arrivals.push(arrival);
    if (body !== undefined) this.#bodies.push(body);
    this.#bytes += size;
    const isFull = this.#bytes >= PARCEL_BYTES || this.#arrivals.length >= PARCEL_OBJECTS;
    return isFull ? [...others, ...this.flush()] : others;
  }

  /** @returns what waits, as a parcel; nothing when nothing does. */
  flush(): Parcel[] {
    if (this.#arrivals.length === 0) return [];
    const full = parcel(this.#arrivals, this.#bodies.length === 0 ? undefined : this.#bodies);
    this.#arrivals = [];
    this.#bodies = [];
    this.#bytes = 0;
    return [full];
  }
}

/** @param bodies one for each arrival; absent: they are files */
export function parcel(arrivals: readonly Arrival[], bodies?: readonly Uint8Array<ArrayBuffer>[]): Parcel {
  const objects = {
    sizes: Float64Array.from(arrivals, ({ object }) => object.size),
    deliveredAt: Float64Array.from(arrivals, ({ deliveredAt }) => deliveredAt),
  };
  if (bodies !== undefined) return { arrivals, task: { kind: 'bodies', ...objects, bodies: joined(bodies) } };
  const paths = arrivals.map(({ source, object }) => source.pathOf!(object));
  const versions = arrivals.map(({ object }) => object.version);
  return { arrivals, task: { kind: 'files', ...objects, paths, versions } };
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
