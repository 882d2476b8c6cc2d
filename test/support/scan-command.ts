/**
 * Arguments of a scan with a state, by one decode thread and one shard thread, that says nothing.
 * @param formats as `--format` takes them
 */
export function quietScan(source: string, state: string, out: string, formats: string): string[] {
  const folders = ['--state', state, '--out', out];
  return ['scan', source, '--quiet', ...folders, '--threads', '1', '--shards', '1', '--format', formats];
}
