import { queueOptionsSymbol, type TaskQueue } from 'piscina';
import type { PageTask } from '../../wire/decode-messages.js';

type Task = Parameters<TaskQueue['push']>[0];

/** A page of a listing, marked so that it does not wait for jobs: the listing goes on only when it is read. */
export function first(task: PageTask): PageTask {
  const options = { [queueOptionsSymbol]: {} };
  return { ...task, ...options };
}

/** The tasks that wait for a thread: in their order, apart from pages, which come first. */
export class PagesFirst implements TaskQueue {
  readonly #pages: Task[] = [];
  readonly #jobs: Task[] = [];

  get size(): number {
    return this.#pages.length + this.#jobs.length;
  }

  shift(): Task | null {
    return this.#pages.shift() ?? this.#jobs.shift() ?? null;
  }

  push(task: Task): void {
    this.#queueOf(task).push(task);
  }

  unshift(task: Task): void {
    this.#queueOf(task).unshift(task);
  }

  remove(task: Task): void {
    const queue = this.#queueOf(task);
    queue.splice(queue.indexOf(task), 1);
  }

  #queueOf(task: Task): Task[] {
    return task[queueOptionsSymbol] === null ? this.#jobs : this.#pages;
  }
}
