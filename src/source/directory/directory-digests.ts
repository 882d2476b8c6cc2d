import { fileURLToPath } from 'node:url';
import { DigestListing, digestsBeside } from '../digests/digest-listing.js';
import type { DigestStore } from '../source.js';
import { DirectoryStore } from './directory-store.js';
import { loadFile } from './file-loader.js';

/** The digests in a folder. Files have no metadata, so a digest's signature is known from the next one alone. */
export function directoryDigests(root: string): DigestStore {
  const prefix = root.endsWith('/') ? root : `${root}/`;
  // Each is a store of its own, because a store enters a link once.
  const listingOf = (): DigestListing => new DigestListing(new DirectoryStore('/'), fileURLToPath);
  const store = new DirectoryStore('/');
  return {
    bucket: null,
    beside: digestsBeside(prefix).map((one) => store.uriOf(one)),
    regions: (folder, plan, signal) => listingOf().regions(folder, plan, signal),
    digests: (folder, plan, signal) => listingOf().digests(folder, plan, signal),
    read: (object, signal) =>
      new Promise((resolve) => {
        signal.throwIfAborted();
        resolve({ bytes: loadFile(object), signature: null, algorithm: '' });
      }),
  };
}
