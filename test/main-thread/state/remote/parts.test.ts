import fc from 'fast-check';
import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { crc32 } from 'node:zlib';
import { engineTask } from '../../../../src/main-thread/state/remote/engine-task.js';
import {
  endLease,
  isLive,
  type Lease,
  leaseOf,
  newLease,
  SILENT_AFTER,
} from '../../../../src/main-thread/state/remote/lease.js';
import { manifestText, parseManifest } from '../../../../src/main-thread/state/remote/manifest.js';
import { planFile } from '../../../../src/main-thread/state/remote/pieces.js';

const elsewhere: Lease = { pid: 1, host: 'elsewhere', token: 't', run: 'r', since: '2026-11-30T00:00:00Z' };

describe('a lease', () => {
  test('of a process that this one cannot see is live until it was silent for long', () => {
    expect(isLive(elsewhere, SILENT_AFTER)).toBe(true);
    expect(isLive(elsewhere, undefined)).toBe(true);
    expect(isLive(elsewhere, SILENT_AFTER + 1)).toBe(false);
  });

  test('of this process is live until it is ended, however silent', () => {
    const lease = newLease('r');
    expect(leaseOf(JSON.parse(JSON.stringify(lease)))).toEqual(lease);
    expect(isLive(lease, SILENT_AFTER * 10)).toBe(true);
    endLease(lease);
    expect(isLive(lease, 0)).toBe(false);
  });

  test('of a process on this machine is live as long as that is', () => {
    const here = { ...elsewhere, host: hostname() };
    expect(isLive({ ...here, pid: process.ppid }, SILENT_AFTER * 10)).toBe(true);
    expect(isLive({ ...here, pid: 2 ** 22 + 1 }, 0)).toBe(false);
  });

  test('of an earlier attempt of the same task is not live', () => {
    const lease = { ...elsewhere, task: { name: 'AWS Batch job a:3', attempt: 1 } };
    const attempt = (number: string, id = 'a:3') =>
      engineTask({ AWS_BATCH_JOB_ID: id, AWS_BATCH_JOB_ATTEMPT: number });
    expect(isLive(lease, 0, attempt('2'))).toBe(false);
    expect(isLive(lease, 0, attempt('1'))).toBe(true);
    expect(isLive(lease, 0, attempt('2', 'a:4'))).toBe(true);
  });
});

test('tasks of engines', () => {
  expect(engineTask({})).toBeUndefined();
  expect(engineTask({ JOB_COMPLETION_INDEX: '3' })).toBeUndefined();
  expect(engineTask({ SLURM_JOB_ID: '9', SLURM_CLUSTER_NAME: 'one' })).toEqual({
    name: 'Slurm job 9 on cluster one',
    attempt: 0,
  });
  const array = { SLURM_JOB_ID: '21', SLURM_ARRAY_JOB_ID: '17', SLURM_ARRAY_TASK_ID: '4' };
  expect(engineTask({ ...array, SLURM_RESTART_COUNT: '2' })).toEqual({ name: 'Slurm job 17_4', attempt: 2 });
});

describe('pieces', () => {
  test('hold a file that grows, in a bounded number, and no byte is written often', () => {
    const piece = 100;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 300 }), (steps) => {
        let pieces: { name: string; length: number; checksum: number }[] = [];
        let [length, written] = [0, 0];
        for (const step of steps) {
          length += step;
          const { kept, parts } = planFile(pieces, length, piece);
          let at = kept.reduce((sum, one) => sum + one.length, 0);
          expect(kept).toEqual(pieces.slice(0, kept.length));
          pieces = [...kept];
          for (const { from, to } of parts) {
            expect([from, to > from, to - from <= piece]).toEqual([at, true, true]);
            at = to;
            written += to - from;
            pieces.push({ name: '', length: to - from, checksum: 0 });
          }
          expect(at).toBe(length);
        }
        const small = pieces.filter((one) => one.length < piece).length;
        expect(small).toBeLessThanOrEqual(steps.length);
        expect(pieces.length).toBeLessThanOrEqual(2 * Math.ceil(length / piece) + 34 + small);
        expect(written).toBeLessThanOrEqual(length + (steps.length / 32) * 33 * piece);
      }),
    );
  });

  test('of a file that is shorter than before are all written anew', () => {
    const before = [{ name: 'a', length: 10, checksum: 0 }];
    expect(planFile(before, 9)).toEqual({ kept: [], parts: [{ from: 0, to: 9 }] });
    expect(planFile(before, 10)).toEqual({ kept: before, parts: [] });
  });

  test('many small ones are written again as one', () => {
    const before = Array.from({ length: 32 }, (_, n) => ({ name: String(n), length: 2, checksum: 0 }));
    const full = { name: 'full', length: 100, checksum: 0 };
    expect(planFile([full, ...before], 165, 100)).toEqual({ kept: [full], parts: [{ from: 100, to: 165 }] });
    expect(planFile([full, ...before.slice(1)], 163, 100).kept).toHaveLength(32);
  });
});

describe('a manifest', () => {
  const piece = { name: '0123456789abcdef-0', length: 3, checksum: 5 };
  const whole = {
    revision: 3,
    state: 'id',
    lease: elsewhere,
    files: [{ name: 'state.json', pieces: [piece] }],
  };
  const file = (name: unknown, ...pieces: unknown[]): object => ({ ...whole, files: [{ name, pieces }] });
  /** With a checksum that fits: who may write the bucket can make one. */
  const textOf = (manifest: object): string => {
    const { revision, state, lease, files } = manifest as Record<string, unknown>;
    const content = { format: 1, revision, state, lease, files };
    return JSON.stringify({ ...content, checksum: crc32(JSON.stringify(content)) });
  };

  test('is read as it was written', () => {
    expect(parseManifest(manifestText(whole), 'm')).toEqual(whole);
    expect(textOf(whole)).toBe(manifestText(whole));
  });

  test.each<[string, object]>([
    ['a path that leads out', file('../x', piece)],
    ['a path that leads out of a measure', file('0123456789abcdef/../../x.log', piece)],
    ['an absolute path', file('/etc/passwd', piece)],
    ['a lock', file('lock.json', piece)],
    ['no name', file(undefined, piece)],
    ['a piece elsewhere', file('state.json', { ...piece, name: '../../other' })],
    ['a huge piece', file('state.json', { ...piece, length: 2 ** 40 })],
    ['a negative length', file('state.json', { ...piece, length: -1 })],
    ['a piece twice', file('state.json', piece, piece)],
    ['a file twice', { ...whole, files: [...whole.files, { name: 'state.json', pieces: [] }] }],
    ['pieces that are none', { ...whole, files: [{ name: 'state.json', pieces: 'all' }] }],
    ['too many files', { ...whole, files: Array.from({ length: 200_001 }, () => 0) }],
    ['files that are none', { ...whole, files: {} }],
    ['a lease that is none', { ...whole, lease: { host: 'x' } }],
    ['a lease with a long name', { ...whole, lease: { ...elsewhere, host: 'x'.repeat(1001) } }],
    ['a revision that cannot grow', { ...whole, revision: Number.MAX_SAFE_INTEGER }],
    ['an id that is none', { ...whole, state: 7 }],
  ])('with %s is refused', (_, manifest) => {
    expect(() => parseManifest(textOf(manifest), 's3://b/m')).toThrow(
      expect.objectContaining({
        code: 'E_STATE_DAMAGED',
        message: expect.stringMatching(/^s3:\/\/b\/m /) as string,
      }),
    );
  });

  test('with any byte changed is refused', () => {
    const text = manifestText(whole);
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);
      expect(() => parseManifest(changed, 'm'), changed).toThrow(
        expect.objectContaining({ code: 'E_STATE_DAMAGED' }),
      );
    }
  });

  test.each(['', '[]', 'null', '7', '{"format":2}', '<Error/>'])('%j is none', (text) => {
    expect(() => parseManifest(text, 'm')).toThrow(expect.objectContaining({ code: 'E_STATE_DAMAGED' }));
  });
});
