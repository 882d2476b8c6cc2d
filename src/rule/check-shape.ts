import type { z } from 'zod';
import type { ValidationIssue } from './validation-issue.js';

export interface Checked<Value> {
  /** Absent when there are mistakes. */
  readonly value?: Value;
  readonly issues: readonly ValidationIssue[];
}

/** A place of the wrong shape may hide another in it, so repairing takes several rounds. */
const ROUNDS = 8;

/**
 * Finds every mistake of a value: those of shape, and what `further` finds beyond that, which can only be asked of
 * the right shape. So where there are mistakes of shape it is asked of the value with these places as `sample`
 * has them, and what it says of them is left out.
 * @param sample the least that is right
 */
export function checkShape<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  sample: unknown,
  further: (value: Value) => readonly ValidationIssue[],
): Checked<Value> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    const issues = further(parsed.data);
    return issues.length === 0 ? { value: parsed.data, issues } : { issues };
  }
  const ofShape = issuesIn(parsed.error);
  const beyond = furtherOf(schema, value, sample, further).filter(
    ({ path }) => !ofShape.some((known) => known.path.every((key, index) => path[index] === key)),
  );
  return { issues: [...ofShape, ...beyond] };
}

function furtherOf<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  sample: unknown,
  further: (value: Value) => readonly ValidationIssue[],
): readonly ValidationIssue[] {
  const repaired = structuredClone(value);
  for (let round = 0; round < ROUNDS; round++) {
    const parsed = schema.safeParse(repaired);
    if (parsed.success) return further(parsed.data);
    for (const { path } of issuesIn(parsed.error)) replace(repaired, path, sample);
  }
  return [];
}

function issuesIn(error: z.ZodError): ValidationIssue[] {
  return error.issues.map(({ path, message }) => ({
    path: path.filter((key) => typeof key !== 'symbol'),
    message,
  }));
}

function isContainer(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Puts what the sample has there in place; of lists the sample's first element stands for all. */
function replace(value: unknown, path: ValidationIssue['path'], sample: unknown): void {
  let [around, model]: unknown[] = [value, sample];
  for (const [index, key] of path.entries()) {
    if (!isContainer(around)) return;
    const inner: unknown = isContainer(model) ? model[typeof key === 'number' ? 0 : key] : undefined;
    if (index === path.length - 1) {
      if (inner === undefined && !Array.isArray(around)) Reflect.deleteProperty(around, key);
      else around[key] = structuredClone(inner);
      return;
    }
    around = around[key];
    model = inner;
  }
}
