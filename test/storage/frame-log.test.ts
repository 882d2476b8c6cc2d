import fc from 'fast-check';
import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TrailspikeError } from '../../src/model/errors.js';
import { eachFrame, FrameLog, type LogPosition, readFrames } from '../../src/storage/frame-log.js';
import { temporaryFolder } from '../support/temporary.js';
import { runs } from '../support/thorough.js';

const folder = temporaryFolder();
let made = 0;
const newPath = (): string => join(folder, `${made++}.log`);

interface Content {
  readonly frames: string[];
  readonly valid: LogPosition;
}

/** The whole result of `readFrames`, with frames as hexadecimal text. */
function contentOf(path: string): Content {
  const frames: string[] = [];
  const reading = readFrames(path);
  for (;;) {
    const next = reading.next();
    if (next.done === true) return { frames, valid: next.value };
    frames.push(hex(next.value.payload));
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A log of some payloads, and for each number of whole frames the length of the file that ends there. */
function logOf(payloads: readonly Uint8Array[]): { bytes: Buffer; positions: LogPosition[]; ends: number[] } {
  const path = newPath();
  const log = new FrameLog(path);
  const positions = [log.position];
  for (const payload of payloads) {
    log.append([payload]);
    positions.push(log.position);
  }
  log.close();
  return { bytes: readFileSync(path), positions, ends: positions.map(({ length }) => length) };
}

const payloads = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 12 });

test('what was appended is read, in any grouping and over any reopening; the length is that of the file', () => {
  fc.assert(
    fc.property(fc.array(payloads, { maxLength: 5 }), (groups) => {
      const path = newPath();
      let written = new FrameLog(path).position;
      for (const group of groups) {
        const log = new FrameLog(path, written);
        log.append(group);
        log.sync();
        written = log.position;
        log.close();
        expect(statSync(path).size).toBe(written.length);
      }
      expect(contentOf(path)).toEqual({ frames: groups.flat().map(hex), valid: written });
    }),
    { numRuns: runs(60) },
  );
});

describe('a torn log', () => {
  const frames = ['first', 'second, a little longer', '3', 'x'.repeat(60), 'the last'].map((text) =>
    Buffer.from(text),
  );
  const { bytes, positions, ends } = logOf(frames);

  test('cut at any byte gives exactly the whole frames, and appending continues there', () => {
    const more = Buffer.from('appended after the cut');
    for (let length = 0; length <= bytes.length; length++) {
      const path = newPath();
      writeFileSync(path, bytes.subarray(0, length));
      const whole = ends.filter((end) => end <= length).length - 1;
      const expected = frames.slice(0, Math.max(0, whole)).map(hex);
      const found = contentOf(path);
      expect(found, `cut at ${length}`).toEqual({
        frames: expected,
        valid: positions[whole] ?? { length: 0, chain: 0 },
      });

      const log = new FrameLog(path, found.valid);
      log.append([more]);
      log.close();
      expect(contentOf(path)).toEqual({ frames: [...expected, hex(more)], valid: log.position });
      expect(statSync(path).size).toBe(log.length);
    }
  });

  test('a tail of garbage or zeros, as after a power cut, is not read as a frame', () => {
    const garbage = fc.uint8Array({ minLength: 1, maxLength: 100 });
    const zeros = fc.integer({ min: 1, max: 100 }).map((length) => new Uint8Array(length));
    fc.assert(
      fc.property(fc.oneof(garbage, zeros), (tail) => {
        const path = newPath();
        writeFileSync(path, bytes);
        appendFileSync(path, tail);
        expect(contentOf(path)).toEqual({ frames: frames.map(hex), valid: positions.at(-1) });
      }),
    );
  });

  test('a flipped bit ends reading before its frame', () => {
    for (let at = ends[0]!; at < bytes.length; at++) {
      const path = newPath();
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1 << (at % 8);
      writeFileSync(path, flipped);
      const whole = ends.filter((end) => end <= at).length - 1;
      expect(contentOf(path), `flipped at ${at}`).toEqual({
        frames: frames.slice(0, whole).map(hex),
        valid: positions[whole],
      });
    }
  });
});

describe('a file that is not a log of this version is refused, not truncated', () => {
  const refusal = (first: Uint8Array): TrailspikeError => {
    const path = newPath();
    writeFileSync(path, first);
    try {
      contentOf(path);
    } catch (error) {
      expect(error).toBeInstanceOf(TrailspikeError);
      expect((error as TrailspikeError).message).toContain(path);
      return error as TrailspikeError;
    }
    throw new Error('it was read without an error');
  };

  test('another version by its number', () => {
    const { bytes } = logOf([Buffer.from('x')]);
    bytes[7] = 9;
    const error = refusal(bytes);
    expect(error.code).toBe('E_STATE_DAMAGED');
    expect(error.message).toMatch(/version 9.*version 1/);
    expect(error.hint).toMatch(/the version of Trailspike that wrote/);
  });

  test('another file', () => {
    expect(refusal(Buffer.from('{"format":1}\n'))).toMatchObject({
      code: 'E_STATE_DAMAGED',
      message: expect.stringContaining('not a Trailspike log') as string,
    });
  });
});

test('a log whose frame its reader refuses is closed', () => {
  // Found by fuzzing, when there were no file descriptors left.
  const path = newPath();
  const log = new FrameLog(path);
  log.append([Buffer.from('a'), Buffer.from('b')]);
  log.close();
  const open = (): number => readdirSync('/proc/self/fd').length;
  const before = open();
  for (let n = 0; n < 20; n++)
    expect(() =>
      eachFrame(path, () => {
        throw new Error('refused');
      }),
    ).toThrow('refused');
  expect(open()).toBeLessThan(before + 10);
});

test('a log whose beginning is torn has no frames, and another version is named', () => {
  // Found by simulated power cuts: "TSLOG" and zeros were a log of version 0.
  const whole = logOf([Buffer.from('a')]).bytes;
  for (let written = 0; written < 8; written++) {
    const path = newPath();
    writeFileSync(path, Buffer.concat([whole.subarray(0, written), Buffer.alloc(20 - written)]));
    expect(contentOf(path)).toEqual({ frames: [], valid: { length: 0, chain: 0 } });
  }
  const path = newPath();
  writeFileSync(path, Buffer.concat([whole.subarray(0, 7), Buffer.from([9]), whole.subarray(8)]));
  expect(() => contentOf(path)).toThrow('has log format version 9');
});
