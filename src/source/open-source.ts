import { TrailspikeError } from '../model/errors.js';
import type { Source } from './source.js';
import type { SourceKind } from './source-kind.js';
import { SOURCE_KINDS, type SourceOptions } from './source-kinds.js';

const SCHEME = /^(?:([a-z][a-z0-9+.-]+):\/\/|(arn):)/i;

/**
 * Opens what the user named: `s3://bucket[/prefix]`, the ARN of an access point, `file:///folder`, or the path of a folder or file.
 * Nothing is listed or signed yet.
 * @throws TrailspikeError `E_USAGE` for an unknown scheme or a malformed bucket name
 */
export async function openSource(text: string, options: SourceOptions = {}): Promise<Source> {
  const kind = kindOf(text);
  if (kind === undefined) {
    throw new TrailspikeError('E_USAGE', `cannot read from ${schemeOf(text)}:// (${text})`, {
      hint: `Name ${SOURCE_KINDS.map(({ usage }) => usage).join(', or ')}.`,
    });
  }
  return kind.open(text, (options as Readonly<Record<string, unknown>>)[kind.name]);
}

/** The kind of a place that the user named; undefined for a scheme that no kind has. */
export function kindOf(text: string): SourceKind | undefined {
  const kinds: readonly SourceKind[] = SOURCE_KINDS;
  return kinds.find(({ schemes }) => schemes.includes(schemeOf(text)));
}

function schemeOf(text: string): string {
  const [, before, arn] = SCHEME.exec(text) ?? [];
  return (before ?? arn)?.toLowerCase() ?? 'file';
}
