import { TrailspikeError } from '../model/errors.js';

export function outputError(out: string, reason: string, cause?: unknown): TrailspikeError {
  return new TrailspikeError('E_OUTPUT', `cannot write to ${out}: ${reason}`, {
    hint: 'name a directory that can be written with --out',
    cause,
  });
}
