/** Why there is no fast-path decoder here. It is returned, not thrown: the reference decoder gives the same answers. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
