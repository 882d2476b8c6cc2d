/**
 * An environment variable without white space at its ends, where a file or a shell often leaves a line end; empty is
 * as good as absent.
 */
export function environment(name: string): string | undefined {
  const value = process.env[name]?.trim();
  return value === '' ? undefined : value;
}
