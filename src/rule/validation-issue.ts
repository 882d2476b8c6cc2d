/** One thing that is wrong in a rule or suppression file. */
export interface ValidationIssue {
  /** Keys and indexes from the root to the value. Empty: the whole file. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The path as text: `['queries', 0, 'query']` → `queries[0].query`. `whole` is the text of the empty path. */
export function pathText(path: ValidationIssue['path'], whole: string): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text.replace(/^\./, '') || whole;
}
