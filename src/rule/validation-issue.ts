/** One thing that is wrong with a file. */
export interface ValidationIssue {
  /** Keys and indexes that lead to it. Empty: the whole. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** `['queries', 0, 'query']` → `queries[0].query` */
export function pathText(path: ValidationIssue['path'], whole: string): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text.replace(/^\./, '') || whole;
}
