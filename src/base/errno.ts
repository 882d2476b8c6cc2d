/** The system's name of an error (`ENOENT`, `ECONNREFUSED`), also of undici's own (`UND_ERR_…`). */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : undefined;
}
