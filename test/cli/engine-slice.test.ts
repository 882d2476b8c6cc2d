import { describe, expect, test } from 'vitest';
import { engineSlice } from '../../src/cli/engine-slice.js';
import { sliceState } from '../../src/cli/slice-state.js';

type Environment = Readonly<Record<string, string>>;

const batch = (index: string, size: string): Environment => ({
  AWS_BATCH_JOB_ARRAY_INDEX: index,
  AWS_BATCH_JOB_ARRAY_SIZE: size,
});
const slurm = (id: string, min: string, max: string, count: string, step = '1'): Environment => ({
  SLURM_ARRAY_TASK_ID: id,
  SLURM_ARRAY_TASK_MIN: min,
  SLURM_ARRAY_TASK_MAX: max,
  SLURM_ARRAY_TASK_COUNT: count,
  SLURM_ARRAY_TASK_STEP: step,
});

describe('the slice that an engine gives', () => {
  test.each<[string, Environment, number | undefined, number, number, string]>([
    ['the first of AWS Batch', batch('0', '64'), undefined, 1, 64, 'AWS Batch'],
    ['the last of AWS Batch', batch('63', '64'), 64, 64, 64, 'AWS Batch'],
    [
      'Kubernetes and a count in the environment',
      { JOB_COMPLETION_INDEX: '2', TRAILSPIKE_PARTITION_COUNT: '8' },
      undefined,
      3,
      8,
      'Kubernetes',
    ],
    ['Kubernetes and a count', { JOB_COMPLETION_INDEX: '0' }, 1, 1, 1, 'Kubernetes'],
    ['Slurm from 0', slurm('7', '0', '7', '8'), undefined, 8, 8, 'Slurm'],
    ['Slurm from 1', slurm('1', '1', '8', '8'), undefined, 1, 8, 'Slurm'],
    ['Slurm with a step', slurm('15', '5', '20', '4', '5'), 4, 3, 4, 'Slurm'],
    ['Slurm with one task', slurm('9', '9', '9', '1'), undefined, 1, 1, 'Slurm'],
    [
      'Slurm without a step in the environment',
      { ...slurm('4', '0', '8', '3'), SLURM_ARRAY_TASK_STEP: '' },
      undefined,
      2,
      3,
      'Slurm',
    ],
  ])('%s', (_, environment, count, part, of, engine) => {
    expect(engineSlice({ PATH: '/bin', ...environment }, count)).toEqual({ slice: { part, of }, engine });
  });

  test('is each of the slices once', () => {
    for (const [first, step] of [
      [0, 1],
      [3, 7],
    ] as const) {
      const parts = Array.from({ length: 12 }, (__, at) => {
        const [id, max] = [first + at * step, first + 11 * step];
        return engineSlice(slurm(String(id), String(first), String(max), '12', String(step))).slice.part;
      });
      expect(parts).toEqual(Array.from({ length: 12 }, (__, at) => at + 1));
    }
  });

  test.each<[string, Environment, number | undefined, RegExp]>([
    [
      'no engine',
      {},
      undefined,
      /none of AWS_BATCH_JOB_ARRAY_INDEX, JOB_COMPLETION_INDEX, SLURM_ARRAY_TASK_ID is set/,
    ],
    ['no engine, with a count', { TRAILSPIKE_PARTITION_COUNT: '8' }, 8, /no engine says which slice/],
    [
      'two engines',
      { ...batch('0', '2'), JOB_COMPLETION_INDEX: '0' },
      2,
      /AWS_BATCH_JOB_ARRAY_INDEX.*JOB_COMPLETION_INDEX/,
    ],
    ['no size', { AWS_BATCH_JOB_ARRAY_INDEX: '0' }, undefined, /AWS_BATCH_JOB_ARRAY_SIZE is not set/],
    ['no count', { JOB_COMPLETION_INDEX: '0' }, undefined, /TRAILSPIKE_PARTITION_COUNT is not set/],
    ['no number', batch('zero', '2'), undefined, /AWS_BATCH_JOB_ARRAY_INDEX is "zero"/],
    ['an empty text', batch('', '2'), undefined, /AWS_BATCH_JOB_ARRAY_INDEX is ""/],
    ['a negative number', batch('-1', '2'), undefined, /"-1"/],
    ['a fraction', batch('0.5', '2'), undefined, /"0.5"/],
    ['white space', batch(' 1', '2'), undefined, /" 1"/],
    ['a number in hexadecimal', batch('0x1', '2'), undefined, /"0x1"/],
    ['a number with many digits', batch('1'.repeat(400), '2'), undefined, /"1{40}"/],
    ['an index that is too large', batch('2', '2'), undefined, /task 2, counted from 0, is not one of 2/],
    ['an array of nothing', batch('0', '0'), undefined, /0 slices/],
    ['too many slices', batch('0', '1000000'), undefined, /1000000 slices/],
    ['another number than the engine says', batch('0', '4'), 8, /runs 4 tasks, and --partition says 8/],
    ['another number than Slurm says', slurm('0', '0', '3', '4'), 8, /runs 4 tasks/],
    [
      'an index beyond the count',
      { JOB_COMPLETION_INDEX: '8' },
      8,
      /task 8, counted from 0, is not one of 8/,
    ],
    [
      'a list of ids',
      slurm('3', '1', '7', '3'),
      undefined,
      /SLURM_ARRAY_TASK_ID 3 is not one of 3 tasks from 1 to 7/,
    ],
    ['a list of ids without a step', slurm('0', '0', '3', '3'), undefined, /equal distances/],
    ['an id below the first', slurm('0', '1', '8', '8'), undefined, /is not one of 8/],
    ['an id beyond the last', slurm('9', '1', '8', '8'), undefined, /is not one of 8/],
    ['ids in the wrong order', slurm('1', '8', '1', '8'), undefined, /is not one of 8/],
    ['no tasks', slurm('0', '0', '0', '0'), undefined, /is not one of 0/],
    ['one task with two ids', slurm('0', '0', '5', '1'), undefined, /is not one of 1/],
    ['no first id', { SLURM_ARRAY_TASK_ID: '0' }, undefined, /SLURM_ARRAY_TASK_MIN is not set/],
  ])('%s is refused', (_, environment, count, message) => {
    let error: unknown;
    try {
      engineSlice(environment, count);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'E_USAGE', message: expect.stringMatching(message) as string });
    expect((error as { hint: string }).hint).not.toBe('');
  });
});

describe('the state of a slice', () => {
  test('has its number in the place of {slice}', () => {
    expect(sliceState('kept', undefined)).toBe('kept');
    expect(sliceState('kept', { part: 1, of: 2 })).toBe('kept');
    expect(sliceState('s3://bucket/run-7/{slice}', { part: 3, of: 64 })).toBe(
      's3://bucket/run-7/slice-0003-of-0064',
    );
    expect(sliceState('{slice}', { part: 12, of: 20_000 })).toBe('slice-00012-of-20000');
    expect(() => sliceState('kept/{slice}', undefined)).toThrow('this run reads no slice');
  });
});
