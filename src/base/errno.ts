/** The code of a system error (`ENOENT`, `ECONNREFUSED`) or of one of undici's (`UND_ERR_…`); else `undefined`. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : undefined;
}
