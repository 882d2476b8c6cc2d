import fc from 'fast-check';

/** JSON as it is written: members in order, names that repeat, and numbers and others as their text. */
type Node =
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: Node])[] }
  | { readonly kind: 'array'; readonly items: readonly Node[] }
  | { readonly kind: 'leaf'; readonly text: string };

const leaf = (text: string): Node => ({ kind: 'leaf', text });

function treeOf(value: unknown): Node {
  if (Array.isArray(value)) return { kind: 'array', items: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return leaf(JSON.stringify(value));
  return { kind: 'object', members: Object.entries(value).map(([name, one]) => [name, treeOf(one)]) };
}

function textOf(node: Node): string {
  if (node.kind === 'leaf') return node.text;
  if (node.kind === 'array') return `[${node.items.map(textOf).join()}]`;
  return `{${node.members.map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`).join()}}`;
}

const HOSTILE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  'length',
  '\0',
  'x'.repeat(300),
];
const POLLUTION = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
/** Texts of JSON that a reader may not expect where they are. */
const HOSTILE_TEXTS = [
  ...['null', 'true', 'false', '""', '"x"', '"0"', '[]', '{}', '[null]', POLLUTION],
  ...['0', '-0', '-1', '1.5', '1e999', '-1e999', '9007199254740993', '4294967296', '2147483648', '1e-400'],
  ...HOSTILE_NAMES.map((name) => JSON.stringify(name)),
  ...[
    '"\\ud800"',
    '"../../../etc/passwd"',
    '"/dev/zero"',
    '"2026-02-30T25:00:00Z"',
    '"+275760-09-13T00:00:00Z"',
  ],
  '['.repeat(2000) + ']'.repeat(2000),
  `[${'[],'.repeat(5000)}[]]`,
  JSON.stringify('y'.repeat(50_000)),
];

type Edit = 'replace' | 'drop' | 'repeat' | 'rename' | 'copy' | 'swap' | 'wrap';

interface Change {
  readonly edit: Edit;
  /** Which value of the tree is changed, and which other one is taken from it. */
  readonly at: number;
  readonly other: number;
  readonly text: string;
  readonly name: string;
}

const changes: fc.Arbitrary<Change> = fc.record({
  edit: fc.constantFrom<Edit[]>('replace', 'replace', 'drop', 'repeat', 'rename', 'copy', 'swap', 'wrap'),
  at: fc.nat(),
  other: fc.nat(),
  text: fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.json({ maxDepth: 2 })),
  name: fc.constantFrom(...HOSTILE_NAMES),
});

/** Texts of JSON: the given values with up to six changes of their structure. None leaves them as they are. */
export function jsonLike(values: readonly unknown[]): fc.Arbitrary<string> {
  const trees = values.map(treeOf);
  return fc
    .tuple(fc.nat(trees.length - 1), fc.array(changes, { maxLength: 6 }))
    .map(([index, list]) => textOf(list.reduce(smallChange, trees[index]!)));
}

/** Characters of a text. A change to a longer one is left out: repeating what repeats would make it 50 times as long each time. */
const MOST_CHARACTERS = 200_000;

function smallChange(tree: Node, change: Change): Node {
  const next = changed(tree, change);
  return textOf(next).length <= MOST_CHARACTERS ? next : tree;
}

function changed(tree: Node, change: Change): Node {
  const all = valuesIn(tree);
  const [target, other] = [all[change.at % all.length]!, all[change.other % all.length]!];
  switch (change.edit) {
    case 'replace':
      return replaced(tree, new Map([[target, [leaf(change.text)]]]));
    case 'drop':
      return replaced(tree, new Map([[target, []]]));
    case 'repeat':
      return replaced(tree, new Map([[target, Array<Node>(1 + (change.other % 50)).fill(target)]]));
    case 'copy':
      return replaced(tree, new Map([[target, [other]]]));
    case 'swap':
      return replaced(
        tree,
        new Map([
          [target, [other]],
          [other, [target]],
        ]),
      );
    case 'wrap':
      return replaced(tree, new Map([[target, [{ kind: 'array', items: [target] }]]]));
    case 'rename':
      return replaced(tree, new Map(), target, change.name);
  }
}

function valuesIn(node: Node): Node[] {
  if (node.kind === 'leaf') return [node];
  const inner = node.kind === 'array' ? node.items : node.members.map(([, value]) => value);
  return [node, ...inner.flatMap(valuesIn)];
}

/** A tree with values replaced by none, one or several others; a value of an object is repeated under its name. */
function replaced(tree: Node, by: ReadonlyMap<Node, readonly Node[]>, renamed?: Node, name = ''): Node {
  const visit = (node: Node): readonly Node[] => by.get(node) ?? [inside(node)];
  const inside = (node: Node): Node => {
    if (node.kind === 'array') return { kind: 'array', items: node.items.flatMap(visit) };
    if (node.kind === 'leaf') return node;
    const members = node.members.flatMap(([key, value]) =>
      visit(value).map((one) => [value === renamed ? name : key, one] as const),
    );
    return { kind: 'object', members };
  };
  return visit(tree)[0] ?? leaf('null');
}
