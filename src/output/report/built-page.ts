import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { TrailspikeError } from '../../model/errors.js';

/** The script or style sheet of the page, as the build made it from `page/`, and its hash for a content security policy. */
export interface BuiltPart {
  readonly text: string;
  /** `'sha256-…'` */
  readonly hash: string;
}

/** @throws TrailspikeError E_OUTPUT when this installation does not have it */
export function builtPart(name: 'page.js' | 'page.css', here: string = import.meta.url): BuiltPart {
  const file = new URL(`${here.endsWith('.ts') ? '../../../dist/src/output/report' : '.'}/${name}`, here);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TrailspikeError('E_OUTPUT', `${file.pathname}, a part of the report, cannot be read`, {
      hint: 'this installation is incomplete: install or build Trailspike again, or leave out --format report',
      cause,
    });
  }
  return { text, hash: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}
