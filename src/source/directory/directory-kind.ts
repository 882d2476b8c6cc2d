import { fileURLToPath } from 'node:url';
import { TrailspikeError } from '../../model/errors.js';
import type { SourceKind } from '../source-kind.js';
import { FileLoader } from './file-loader.js';

/** Folders and files of this machine. */
export const directory: SourceKind<'file', never, null> = {
  name: 'file',
  schemes: ['file'],
  usage: 'a folder or a file by its path',
  open: async (text) => {
    const { openDirectory } = await import('./directory-source.js');
    return openDirectory(/^file:\/\//i.test(text) ? pathOf(text) : text);
  },
  openReaders: () => {
    const loader = new FileLoader();
    const reader = { waits: false, read: loader.load.bind(loader) } as const;
    return Promise.resolve({ open: () => reader });
  },
};

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new TrailspikeError('E_USAGE', `not a file URL of this machine: ${url}`, {
      hint: 'Write file:///FOLDER, or the path of the folder.',
      cause,
    });
  }
}
