import type { z } from 'zod';
import type { ValidationIssue } from './validation-issue.js';

export interface Checked<Value> {
  /** Absent when there are issues. */
  readonly value?: Value;
  readonly issues: readonly ValidationIssue[];
}

/** A value of the wrong shape can contain another one, so a repair can take several rounds. */
const MAX_ROUNDS = 8;

/**
 * Finds all issues of a value in one pass: those of its shape (types, missing keys) and those of its content.
 * `checkContent` needs a value of the right shape. So if the shape has issues, it gets a copy in which each wrong
 * part is replaced by the same part of `sample`; the issues that it then reports inside a replaced part are dropped.
 * @param sample the smallest valid value
 * @param checkContent returns the issues that the schema cannot express
 */
export function checkShape<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  sample: unknown,
  checkContent: (value: Value) => readonly ValidationIssue[],
): Checked<Value> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    const issues = checkContent(parsed.data);
    return issues.length === 0 ? { value: parsed.data, issues } : { issues };
  }
  const shapeIssues = issuesIn(parsed.error);
  const contentIssues = contentIssuesOf(schema, value, sample, checkContent).filter(
    ({ path }) => !shapeIssues.some((known) => known.path.every((key, index) => path[index] === key)),
  );
  return { issues: [...shapeIssues, ...contentIssues] };
}

function contentIssuesOf<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  sample: unknown,
  checkContent: (value: Value) => readonly ValidationIssue[],
): readonly ValidationIssue[] {
  const repaired = structuredClone(value);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const parsed = schema.safeParse(repaired);
    if (parsed.success) return checkContent(parsed.data);
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

/**
 * Replaces the part of `value` at `path` by the same part of `sample`. The first element of a list in the sample
 * stands for every element. A key that the sample does not have is deleted.
 */
function replace(value: unknown, path: ValidationIssue['path'], sample: unknown): void {
  let [parent, model]: unknown[] = [value, sample];
  for (const [index, key] of path.entries()) {
    if (!isContainer(parent)) return;
    const inner: unknown = isContainer(model) ? model[typeof key === 'number' ? 0 : key] : undefined;
    if (index === path.length - 1) {
      if (inner === undefined && !Array.isArray(parent)) Reflect.deleteProperty(parent, key);
      else parent[key] = structuredClone(inner);
      return;
    }
    parent = parent[key];
    model = inner;
  }
}
