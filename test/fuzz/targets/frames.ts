import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { TrailspikeError } from '../../../src/model/errors.js';
import { FrameLog, readFrames, type LogPosition } from '../../../src/storage/frame-log.js';
import { memoryFolder } from '../memory-folder.js';
import { structureTarget } from '../target.js';

interface FramePlan {
  readonly payload: Uint8Array;
  /** In place of the length and of the checksum. */
  readonly length?: number | undefined;
  readonly checksum?: number | undefined;
}

interface Case {
  readonly magic: Uint8Array;
  readonly frames: readonly FramePlan[];
  readonly tail: Uint8Array;
  /** Bytes that are cut off at the end. */
  readonly cut: number;
}

const MAGIC = Uint8Array.of(0x54, 0x53, 0x4c, 0x4f, 0x47, 0, 0, 1);
const word = fc.constantFrom(
  0,
  1,
  7,
  8,
  255,
  0x3fff_ffff,
  0x4000_0000,
  0x4000_0001,
  0x7fff_ffff,
  0xffff_ffff,
);

const cases: fc.Arbitrary<Case> = fc.record({
  magic: fc.oneof(
    { weight: 20, arbitrary: fc.constant(MAGIC) },
    fc.constant(new Uint8Array(8)),
    fc.constant(Uint8Array.of(...MAGIC.subarray(0, 5), 0, 0, 0)),
    fc.constant(Uint8Array.of(...MAGIC.subarray(0, 7), 2)),
    fc.uint8Array({ maxLength: 9 }),
  ),
  frames: fc.array(
    fc.record(
      {
        payload: fc.uint8Array({ minLength: 1, maxLength: 60 }),
        length: fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, word, fc.nat(70)),
        checksum: fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, word),
      },
      { requiredKeys: ['payload'] },
    ),
    { maxLength: 8 },
  ),
  tail: fc.oneof(
    fc.constant(new Uint8Array(0)),
    fc.uint8Array({ maxLength: 20 }),
    fc.constant(new Uint8Array(4096)),
  ),
  cut: fc.oneof(fc.constant(0), fc.nat(100)),
});

function fileOf({ magic, frames, tail, cut }: Case): Buffer {
  const parts = frames.flatMap(({ payload, length, checksum }) => {
    const header = Buffer.alloc(8);
    header.writeUInt32LE(length ?? payload.length, 0);
    header.writeUInt32LE(checksum ?? crc32(payload), 4);
    return [header, payload];
  });
  const whole = Buffer.concat([magic, ...parts, tail]);
  return whole.subarray(0, Math.max(0, whole.length - cut));
}

/** The frames of a file by the comment in `frame-log.ts`, in a few lines; undefined where it is none. */
function framesIn(file: Buffer): { readonly frames: string[]; readonly end: number } | undefined {
  const isTorn = [0, 1, 2, 3, 4, 5, 6, 7].some((whole) =>
    file.subarray(0, 8).equals(Uint8Array.from(MAGIC, (byte, at) => (at < whole ? byte : 0))),
  );
  if (file.length < 8 || isTorn) return { frames: [], end: 0 };
  if (!file.subarray(0, 8).equals(MAGIC)) return undefined;
  const frames: string[] = [];
  let end = 8;
  while (end + 8 <= file.length) {
    const length = file.readUInt32LE(end);
    const payload = file.subarray(end + 8, end + 8 + length);
    if (length === 0 || payload.length < length || crc32(payload) !== file.readUInt32LE(end + 4)) break;
    frames.push(payload.toString('hex'));
    end += 8 + length;
  }
  return { frames, end };
}

function read(path: string): { readonly frames: string[]; readonly end: LogPosition } | undefined {
  const frames: string[] = [];
  try {
    const reading = readFrames(path);
    let next = reading.next();
    for (; next.done !== true; next = reading.next())
      frames.push(Buffer.from(next.value.payload).toString('hex'));
    return { frames, end: next.value };
  } catch (error) {
    if (!(error instanceof TrailspikeError)) throw error;
    return undefined;
  }
}

const folder = memoryFolder();
const path = join(folder, 'a.log');

/** Logs of frames: those before the first one that is not whole, and what is appended after them. */
export const FRAMES = structureTarget<Case>({
  name: 'frames',
  cases: () => cases,
  size: (one) => fileOf(one).length,
  run(one) {
    const file = fileOf(one);
    writeFileSync(path, file);
    const [found, expected] = [read(path), framesIn(file)];
    const seen = found && { frames: found.frames, end: found.end.length };
    if (JSON.stringify(seen) !== JSON.stringify(expected))
      throw new Error(`it reads ${JSON.stringify(seen)} for ${JSON.stringify(expected)}`);
    if (found === undefined) return;
    const log = new FrameLog(path, found.end, false);
    log.append([Buffer.from('more')]);
    log.close();
    const after = read(path);
    if (
      JSON.stringify(after?.frames) !== JSON.stringify([...found.frames, Buffer.from('more').toString('hex')])
    )
      throw new Error(`after appending it reads ${JSON.stringify(after)}`);
    if (readFileSync(path).length !== after!.end.length) throw new Error('what was not whole is still there');
  },
});
