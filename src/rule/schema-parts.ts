import { z } from 'zod';

/*
 * Parts of the schemas of rule and suppression files. Each part has a message that contains the value that was found
 * and the values that are allowed.
 */

/** The message `is VALUE; allowed: …`, or `missing; allowed: …`. */
export function mustBe(allowed: string): { error: (issue: { readonly input?: unknown }) => string } {
  return {
    error: ({ input }) =>
      input === undefined ? `missing; allowed: ${allowed}` : `is ${show(input)}; allowed: ${allowed}`,
  };
}

/** A value as JSON, cut to 60 characters for a message. */
export function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function oneOf<const T extends string | number>(values: readonly T[]): z.ZodLiteral<T> {
  return z.literal(values, mustBe(values.join(', ')));
}

export const text = z.string(mustBe('a string'));
export const filledText = text.min(1, { error: 'is empty; allowed: a string' });
export const texts = z.array(text, mustBe('a list of strings'));
export const flag = z.boolean(mustBe('true, false'));
export const wholeNumber = (minimum: number): z.ZodNumber => {
  const allowed = mustBe(`a whole number, at least ${minimum}`);
  return z.int(allowed).min(minimum, allowed);
};
export const shape = mustBe('an object');
export const anyList = z.array(z.unknown(), mustBe('a list'));
