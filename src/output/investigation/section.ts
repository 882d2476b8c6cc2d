/** Lines of a section under its title, at most `most` of its rows; none where there is no row. */
export function section(title: string, rows: readonly string[], most: number): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > most ? [`         … and ${rows.length - most} more (--json has all)`] : [];
  return ['', `${title}:`, ...rows.slice(0, most), ...more];
}
