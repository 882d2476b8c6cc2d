import { describe, expect, test } from 'vitest';
import { disposeOnFailure, DisposableStack, firstError } from '../../src/base/disposable-stack.js';

const fail = (error: Error) => (): never => {
  throw error;
};

describe('DisposableStack', () => {
  test('ends everything once, the last first, and waits for each', async () => {
    const stack = new DisposableStack();
    const calls: string[] = [];
    stack.defer(() => void calls.push('first'));
    stack.defer(async () => {
      await Promise.resolve();
      calls.push('second');
    });
    stack.defer(() => void calls.push('third'));
    await stack[Symbol.asyncDispose]();
    await stack[Symbol.asyncDispose]();
    expect(calls).toEqual(['third', 'second', 'first']);
  });

  test('ends the rest when one fails, and throws the first error', async () => {
    const stack = new DisposableStack();
    const calls: string[] = [];
    const [earlier, later] = [new Error('earlier'), new Error('later')];
    stack.defer(() => void calls.push('rest'));
    stack.defer(fail(later));
    stack.defer(() => Promise.reject(earlier));
    await expect(stack[Symbol.asyncDispose]()).rejects.toBe(earlier);
    expect(calls).toEqual(['rest']);
  });

  test('ends everything at the end of a block', async () => {
    const calls: string[] = [];
    {
      await using stack = new DisposableStack();
      stack.defer(() => void calls.push('ended'));
      calls.push('block');
    }
    expect(calls).toEqual(['block', 'ended']);
  });
});

describe('disposeOnFailure', () => {
  test('leaves everything open for the result', async () => {
    const calls: string[] = [];
    const stack = await disposeOnFailure((opened) => {
      opened.defer(() => void calls.push('ended'));
      return Promise.resolve(opened);
    });
    expect(calls).toEqual([]);
    await stack[Symbol.asyncDispose]();
    expect(calls).toEqual(['ended']);
  });

  test('ends everything when the work fails, and throws the error of the work even if ending fails', async () => {
    const [cause, later] = [new Error('cause'), new Error('later')];
    const calls: string[] = [];
    const work = disposeOnFailure((stack) => {
      stack.defer(() => void calls.push('ended'));
      stack.defer(fail(later));
      return Promise.reject(cause);
    });
    await expect(work).rejects.toBe(cause);
    expect(calls).toEqual(['ended']);
  });
});

test('firstError finds what failed before the disposal did', async () => {
  const [cause, later] = [new Error('cause'), new Error('later')];
  const block = async (): Promise<void> => {
    await using stack = new DisposableStack();
    stack.defer(fail(later));
    throw cause;
  };
  const thrown = await block().catch((error: unknown) => error);
  expect(thrown).not.toBe(cause);
  expect(firstError(thrown)).toBe(cause);
  for (const other of [cause, undefined, null, 'text']) expect(firstError(other)).toBe(other);
});
