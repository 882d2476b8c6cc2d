/** An answer that arrived but is not whole, or not of S3's form. Asking again may help. */
export class MalformedResponseError extends Error {
  override readonly name = 'DamagedAnswerError';
}
