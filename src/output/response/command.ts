/** Something to copy: a line for a shell, or the content of a file. */
export interface Command {
  /** What it does, as a phrase that begins with a verb. */
  readonly title: string;
  /** One or several lines. */
  readonly text: string;
}
