import { TrailspikeError } from '../model/errors.js';
import type { ListingSlice } from '../source/source.js';

const PLACEHOLDER = '{slice}';
/** Digits, so that names sort as the slices do. */
const LEAST_DIGITS = 4;

/**
 * The state of a run: `{slice}` in it stands for the slice, as `slice-0003-of-0064`, so that one command line serves all
 * tasks of an array.
 * @throws TrailspikeError E_USAGE when it has the placeholder and the run has no slice
 */
export function sliceState(state: string, slice: ListingSlice | undefined): string {
  if (!state.includes(PLACEHOLDER)) return state;
  if (slice === undefined) {
    throw new TrailspikeError('E_USAGE', `--state has ${PLACEHOLDER}, and this run reads no slice`, {
      hint: 'add --partition, or name the state',
    });
  }
  const digits = Math.max(LEAST_DIGITS, String(slice.of).length);
  const [part, of] = [slice.part, slice.of].map((number) => String(number).padStart(digits, '0'));
  return state.replaceAll(PLACEHOLDER, `slice-${part!}-of-${of!}`);
}
