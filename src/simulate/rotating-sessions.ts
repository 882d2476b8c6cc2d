import { makeSession, type Principal, type Session, type SessionOrigin } from './principal.js';
import { mix32 } from './random.js';

/** Sessions of a role, one after another, each with its own name: tasks, instances, renewed credentials. */
export class RotatingSessions {
  readonly #principal: Principal;
  readonly #word: number;
  readonly #life: number;
  readonly #origin: SessionOrigin;
  readonly #nameOf: (word: number) => string;
  #epoch = Number.NaN;
  #session: Session | undefined;

  /** @param life duration of a session in seconds. @param nameOf makes a session name from a 32-bit word */
  constructor(
    principal: Principal,
    word: number,
    life: number,
    origin: SessionOrigin,
    nameOf: (word: number) => string,
  ) {
    this.#principal = principal;
    this.#word = word;
    this.#life = life;
    this.#origin = origin;
    this.#nameOf = nameOf;
  }

  /** The session in use at `time`, epoch seconds. */
  at(time: number): Session {
    const epoch = this.epochOf(time);
    if (epoch !== this.#epoch || this.#session === undefined) {
      this.#epoch = epoch;
      this.#session = makeSession(this.#principal, this.#nameOf(mix32(this.#word, epoch)), this.#origin);
    }
    return this.#session;
  }

  /** The number of the session at `time`. */
  epochOf(time: number): number {
    return Math.floor((time + (this.#word % this.#life)) / this.#life);
  }

  /** When the session at `time` began, epoch seconds. */
  beganAt(time: number): number {
    return this.epochOf(time) * this.#life - (this.#word % this.#life);
  }
}
