import fc from 'fast-check';
import { mix32, Random, seedWord, textWord } from '../../src/simulate/random.js';
import { guarded } from './guard.js';
import { minimised, mutated } from './mutation.js';

/** What is fuzzed: an entry in `targets/registry.ts`, made by `bytesTarget` or `structureTarget`. */
export interface FuzzTarget {
  readonly name: string;
  /** Runs one case, which depends on the seed and the number alone. @returns what is wrong; undefined if all is well */
  readonly attempt: (seed: number, number: number) => Failure | undefined;
  /** Reads an input that failed before; absent for a target whose cases are no bytes. @throws what is wrong */
  readonly again?: (input: Uint8Array) => void;
}

export interface Failure {
  readonly error: unknown;
  /** The smallest input that was found to fail: bytes, or a text that shows it. */
  readonly input: Uint8Array | string;
}

/** A reader of whole inputs, which are changed in their bytes. */
export function bytesTarget(target: {
  readonly name: string;
  /** Whole inputs, which are changed to make others. At least one. */
  readonly seeds: () => readonly Uint8Array[];
  /** Reads an input. @throws anything but an error that a user can cause: a defect */
  readonly run: (input: Uint8Array) => void;
}): FuzzTarget {
  const seeds = once(target.seeds);
  const again = (input: Uint8Array): void => guarded(input.length, () => target.run(input));
  const errorOf = (input: Uint8Array): unknown => {
    try {
      again(input);
      return undefined;
    } catch (error) {
      return error ?? 'nothing thrown';
    }
  };
  return {
    name: target.name,
    again,
    attempt(seed, number) {
      const random = new Random(seedWord(seed), textWord(target.name), number);
      const input = mutated(random, seeds());
      const error = errorOf(input);
      if (error === undefined) return undefined;
      return { error, input: minimised(input, (smaller) => errorOf(smaller) !== undefined) };
    },
  };
}

/** A reader of inputs that are made from a structure, so that checksums and lengths around what is changed still fit. */
export function structureTarget<Case>(target: {
  readonly name: string;
  readonly cases: () => fc.Arbitrary<Case>;
  /** Bytes of the input of a case, from which the limit of memory follows. */
  readonly size: (one: Case) => number;
  /** Reads the input of a case. @throws anything but an error that a user can cause, or where the answer is wrong */
  readonly run: (one: Case) => void;
}): FuzzTarget {
  const property = once(() =>
    fc.property(target.cases(), (one) => guarded(target.size(one), () => target.run(one))),
  );
  return {
    name: target.name,
    attempt(seed, number) {
      const words = [seedWord(seed), textWord(target.name), number].reduce(mix32, 0) | 0;
      const details = fc.check(property(), { seed: words, numRuns: 1, interruptAfterTimeLimit: 60_000 });
      if (!details.failed) return undefined;
      return { error: details.errorInstance, input: fc.stringify(details.counterexample) };
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
