import { emptyFirstCounts, type FirstCounts } from './first-counts.js';

/**
 * What all role groups together know: where secrets come from, who reads them, and who else uses a network. It explains
 * a role group's origins and whose secrets it read. It never says that a role group may read them. Plain data, so it
 * crosses threads.
 */
export interface Organisation {
  /** First use of any network, epoch seconds; Infinity where there is none. What was before it is not known. */
  readonly start: number;
  /** Last activity of any role group, epoch seconds; 0 where there is none. */
  readonly end: number;
  /** From how many first-seen items on a day of a person on they are unusual among its people; 0 where not known. */
  readonly unusualOfPeople: number;
  /** How many services and users there are, and how many of them read many items once each (`areManyOnceRead`). */
  readonly services: number;
  readonly onceReaders: number;
  /** By number of the key of a role: the people behind it. */
  readonly peopleOfRoles: ReadonlyMap<number, PeopleOfRole>;
  /** How often callers of each kind do something for the first time. */
  readonly firsts: FirstCounts;
  /** By item: when it was created and by which role groups, earliest first, at most `MOST_CREATORS`. */
  readonly births: ReadonlyMap<number, readonly Birth[]>;
  /** By item: the role groups that read it on several days, in the order of `since`, at most `MOST_READERS`. */
  readonly readers: ReadonlyMap<number, readonly Reader[]>;
  /** By pattern of a name (`patternsOf`): how many items have it; patterns of one item are left out. */
  readonly patterns: ReadonlyMap<number, number>;
  /** By word of a name (`wordsOf`): how many items have it; and how many items there are. */
  readonly words: ReadonlyMap<string, number>;
  readonly items: number;
  /** By scope (`REGION:ACCOUNT`): how many items there are. */
  readonly scopes: ReadonlyMap<string, number>;
  /** By network: the role groups that used it, in the order of `first`, at most `MOST_USES`. */
  readonly networks: ReadonlyMap<string, readonly NetworkUse[]>;
  /** By tool: who used it. */
  readonly tools: ReadonlyMap<string, ToolUsers>;
  /** By the template of a role's name: the roles that a stack made of it, in the order of `first`. */
  readonly stacks: ReadonlyMap<string, readonly StackRole[]>;
  /** By block of addresses (`blockOf`): the role groups that lived in it for days, without people. */
  readonly blocks: ReadonlyMap<string, ReadonlySet<number>>;
  /** By network that anybody called from, also in vain, and that a hosting provider announces: its name. */
  readonly hosting: ReadonlyMap<string, string>;
  /** Blocks of addresses where so many roles lived for days that they belong to a data centre. */
  readonly dataCentres: ReadonlySet<string>;
}

export const MOST_CREATORS = 4;
export const MOST_READERS = 8;
export const MOST_USES = 64;

/** The people behind one role. */
export interface PeopleOfRole {
  readonly people: number;
  /** Active days of all of them. */
  readonly days: number;
}

export interface Birth {
  /** Epoch seconds. */
  readonly time: number;
  /** Number of the role group that created it. */
  readonly creator: number;
  /** Whether it was copied or restored, so that its value is older. */
  readonly isCopy: boolean;
}

/** A role group that read an item on at least two days. */
export interface Reader {
  readonly group: number;
  /** When its second day began, epoch seconds. */
  readonly since: number;
}

/** A role group that used a network. */
export interface NetworkUse {
  readonly group: number;
  /** Epoch seconds. */
  readonly first: number;
  /** On how many days of its first 32 there, at least 1. */
  readonly days: number;
  /** When its second day there began, epoch seconds; Infinity if there was none. */
  readonly since: number;
  readonly isPerson: boolean;
  /** Whether it is a role, neither a user nor a person. */
  readonly isRole: boolean;
  /** `RoleGroup.person`. */
  readonly person: number;
  /** Whether it is new there: it had used other networks before, for days. */
  readonly arrived: boolean;
  /** Whether it left all networks from before. */
  readonly hasLeft: boolean;
}

/** Who used a tool. */
export interface ToolUsers {
  /** How many role groups. */
  readonly users: number;
  /** The services that took it up and left it again, in the order of `first`. */
  readonly visits: readonly ToolUse[];
}

export interface ToolUse {
  readonly group: number;
  /** Epoch seconds. */
  readonly first: number;
}

/** One of the roles that a stack made of the same template. */
export interface StackRole {
  readonly group: number;
  /** First activity, epoch seconds. */
  readonly first: number;
  readonly items: readonly number[];
  readonly networks: readonly string[];
}

export const NO_ORGANISATION: Organisation = {
  start: Infinity,
  end: 0,
  unusualOfPeople: 0,
  services: 0,
  onceReaders: 0,
  peopleOfRoles: new Map(),
  firsts: emptyFirstCounts(),
  births: new Map(),
  readers: new Map(),
  patterns: new Map(),
  words: new Map(),
  items: 0,
  scopes: new Map(),
  networks: new Map(),
  tools: new Map(),
  stacks: new Map(),
  blocks: new Map(),
  hosting: new Map(),
  dataCentres: new Set(),
};
