import { z } from 'zod';

/*
 * What schemas of files are made of; each part says in its message what stands there and what may.
 */

/** Says what stands there and what may. */
export function instead(allowed: string): { error: (issue: { readonly input?: unknown }) => string } {
  return {
    error: ({ input }) =>
      input === undefined ? `missing; allowed: ${allowed}` : `is ${show(input)}; allowed: ${allowed}`,
  };
}

/** A value, short enough for a message. */
export function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function oneOf<const T extends string | number>(values: readonly T[]): z.ZodLiteral<T> {
  return z.literal(values, instead(values.join(', ')));
}

export const STATUSES = ['info', 'low', 'medium', 'high', 'critical'] as const;

export const text = z.string(instead('text'));
export const filledText = text.min(1, { error: 'is empty; allowed: text' });
export const texts = z.array(text, instead('a list of texts'));
export const flag = z.boolean(instead('true, false'));
export const wholeNumber = (least: number): z.ZodNumber => {
  const allowed = instead(`a whole number, at least ${least}`);
  return z.int(allowed).min(least, allowed);
};
export const shape = instead('an object');
export const things = z.array(z.unknown(), instead('a list'));
