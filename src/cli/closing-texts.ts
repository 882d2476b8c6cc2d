import { total, type Coverage } from '../model/coverage.js';
import { plural } from '../output/words.js';

/* What a finished run says both as text and as JSON. */

export function coverageText({ listed, decoded, failed, skipped }: Readonly<Coverage>): string {
  return `${plural(listed, 'object')} listed = ${decoded} decoded + ${total(failed)} failed + ${total(skipped)} skipped`;
}

export function writtenText(directory: string, files: readonly string[]): string {
  return `written to ${directory}: ${files.join(', ')}`;
}
