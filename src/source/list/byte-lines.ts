import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { errnoOf } from '../../base/errno.js';
import { TrailspikeError } from '../../model/errors.js';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The lines of a text in UTF-8, without their ends and without empty ones. Only a line feed ends a line (keys may have
 * any other character), and one carriage return before it belongs to it. A byte order mark is left out.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  let isFirst = true;
  const textOf = (bytes: Buffer): string => {
    const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
    const text = bytes.toString('utf8', 0, end);
    const line = isFirst && text.startsWith('\uFEFF') ? text.slice(1) : text;
    isFirst = false;
    return line;
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, from)) {
      const line = textOf(bytes.subarray(from, at));
      from = at + 1;
      if (line !== '') yield line;
    }
    rest = bytes.subarray(from);
  }
  const last = textOf(rest);
  if (last !== '') yield last;
}

/** The chunks of a stream that was given no encoding. */
export async function* chunksOf(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
}

/** The bytes, inflated if they are gzip. @throws TrailspikeError `E_SOURCE_RESPONSE` when the gzip is damaged */
export async function* inflated(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const all = async function* (): AsyncGenerator<Uint8Array> {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* all();
    return;
  }
  const gunzip = createGunzip();
  pipeline(Readable.from(all()), gunzip, () => undefined); // an error ends the loop below
  try {
    yield* chunksOf(gunzip);
  } catch (cause) {
    if (errnoOf(cause)?.startsWith('Z_') !== true) throw cause;
    throw new TrailspikeError('E_SOURCE_RESPONSE', `the list is damaged gzip (${errnoOf(cause) ?? ''})`, {
      hint: 'Make it again, or fetch it again.',
      cause,
    });
  }
}
