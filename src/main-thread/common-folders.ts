/** The innermost folders that hold all of some objects: one for each bucket, and one for all files. */
export class CommonFolders {
  /** By bucket: addresses that end in `/`. */
  readonly #folders = new Map<string, string>();

  /** @param uri `s3://BUCKET/KEY` or `file:///PATH` */
  add(uri: string): void {
    const place = uri.slice(0, uri.indexOf('/', uri.indexOf('://') + 3) + 1);
    let folder = this.#folders.get(place) ?? uri.slice(0, uri.lastIndexOf('/') + 1);
    while (!uri.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
    this.#folders.set(place, folder);
  }

  /** Sorted. */
  list(): string[] {
    return [...this.#folders.values()].sort();
  }
}
