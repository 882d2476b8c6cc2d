import type { ErrorCode } from '../../src/model/errors.js';
import type { ArmedFault, Fault } from './fault.js';
import type { Exchange, World } from './world.js';

/** What comes of a fault that never passes: nothing, the objects are lost, or the run ends. */
export type Always = 'harmless' | 'lost' | readonly ErrorCode[];

/** A fault as the catalogue has it. */
export interface NetworkFault {
  readonly name: string;
  readonly on: readonly ('list' | 'get')[];
  /** Whether it may hit only some attempts. @default true */
  readonly passes?: false;
  /** It sends the client astray, which one true answer later does not mend: what ends a listing then. */
  readonly misleads?: readonly ErrorCode[];
  /** What comes of it where it never passes; absent: it always passes. */
  readonly always?: { readonly list?: Always; readonly get?: Always };
  /** Answers in place of the server. @returns false where there is nothing to disturb */
  readonly disturb: (exchange: Exchange) => unknown;
  /** Changes the world first. @param key of an object that it is about */
  readonly prepare?: (world: World, key: string) => void;
}

/** Most times that faults that pass hit one target: fewer than the attempts at it. */
const PASSES = 2;

/** Hits some keys always, or some of all attempts: the dice decide. */
export function networkFault(fault: NetworkFault): Fault {
  return {
    name: fault.name,
    kind: 'network',
    arm: (world, dice): ArmedFault => {
      const on = dice.one(fault.on, 'on');
      const always = fault.always?.[on];
      const isAlways = always !== undefined && (fault.passes === false || dice.share('always') < 0.5);
      const keys = [...world.objects.keys()];
      const chosen = new Set(
        Array.from({ length: 1 + dice.below(3, 'count') }, (_, n) => dice.one(keys, `key ${n}`)),
      );
      fault.prepare?.(world, [...chosen][0]!);
      if (isAlways) {
        const isHit = (target: string): boolean =>
          on === 'list' || always === 'harmless' || chosen.has(target);
        world.disturbers.push((exchange) => {
          if (exchange.on !== on || !isHit(exchange.target)) return false;
          return fault.disturb(exchange) !== false;
        });
        return {
          what: `${fault.name}, always, on ${on === 'list' || always === 'harmless' ? `every ${on}` : [...chosen].join(' and ')}`,
          mayLose: always === 'lost' ? [...chosen] : [],
          mayEnd: typeof always === 'string' ? [] : always,
        };
      }
      const share = 0.02 + 0.3 * dice.share('rate');
      world.disturbers.push((exchange) => {
        const { target, attempt } = exchange;
        const before = world.passing.get(target) ?? 0;
        if (exchange.on !== on || before >= PASSES || dice.share(`${target} ${attempt}`) >= share)
          return false;
        world.passing.set(target, before + 1);
        return fault.disturb(exchange) !== false;
      });
      return {
        what: `${fault.name}, in ${(100 * share).toFixed()} % of ${on}s`,
        mayLose: [],
        mayEnd: fault.misleads ?? [],
      };
    },
  };
}
