export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** A command, and what may follow it. */
export interface CompletionNode {
  /** Names from the program on, without it: empty for the program itself, `rule print`. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly {
    /** `--out`, `-h` */
    readonly names: readonly string[];
    readonly description: string;
    /** `null`: it takes none; empty: any, such as a file. */
    readonly values: readonly string[] | null;
  }[];
  /** Values of its arguments, where only some are allowed. */
  readonly choices: readonly string[];
  /** Whether it has an argument that may be a file. */
  readonly takesFiles: boolean;
}

/** A script that completes the program `trailspike` in a shell. */
export function completionScript(shell: (typeof SHELLS)[number], nodes: readonly CompletionNode[]): string {
  return { bash, zsh, fish }[shell](nodes);
}

/** Which options and words follow each command, and the values of its options, as branches of `case`. */
function branches(nodes: readonly CompletionNode[]): string {
  return nodes
    .map(({ path, commands, options, choices, takesFiles }) => {
      const words = [...commands.map(({ name }) => name), ...choices].join(' ');
      const flags = options.flatMap(({ names }) => names.slice(0, 1)).join(' ');
      return `    '${path}') words='${words}'; flags='${flags}'; files=${takesFiles ? 1 : 0} ;;`;
    })
    .join('\n');
}

function valueBranches(nodes: readonly CompletionNode[]): string {
  return nodes
    .flatMap(({ path, options }) =>
      options
        .filter(({ values }) => values !== null)
        .map(({ names, values }) => {
          const patterns = names.map((name) => `'${path} ${name}'`).join('|');
          return `    ${patterns}) takes=1; values='${(values ?? []).join(' ')}' ;;`;
        }),
    )
    .join('\n');
}

function paths(nodes: readonly CompletionNode[]): string {
  return nodes.map(({ path }) => `'${path}'`).join('|');
}

function bash(nodes: readonly CompletionNode[]): string {
  return `# Completion of trailspike for bash. Made by: trailspike completion bash
_trailspike() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  local path='' next index words='' flags='' values='' takes=0 files=0
  for ((index = 1; index < COMP_CWORD; index++)); do
    next="\${path:+$path }\${COMP_WORDS[index]}"
    case "$next" in
      ${paths(nodes)}) path="$next" ;;
      *) break ;;
    esac
  done
  case "$path $before" in
${valueBranches(nodes)}
  esac
  case "$path" in
${branches(nodes)}
  esac
  COMPREPLY=()
  if ((takes)); then
    if [[ -n $values ]]; then COMPREPLY=($(compgen -W "$values" -- "$current"))
    else compopt -o default 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")); fi
  elif [[ $current == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    if ((files)); then compopt -o default 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current")); fi
  fi
}
complete -F _trailspike trailspike
`;
}

function zsh(nodes: readonly CompletionNode[]): string {
  return `#compdef trailspike
# Completion of trailspike for zsh. Made by: trailspike completion zsh
_trailspike() {
  local current="\${words[CURRENT]}" before="\${words[CURRENT-1]}"
  local path_='' next index candidates='' flags='' values='' takes=0 files=0
  local -a typed=("\${words[@]}")
  for ((index = 2; index < CURRENT; index++)); do
    next="\${path_:+$path_ }\${typed[index]}"
    case "$next" in
      ${paths(nodes)}) path_="$next" ;;
      *) break ;;
    esac
  done
  case "$path_ $before" in
${valueBranches(nodes)}
  esac
  case "$path_" in
${branches(nodes).replaceAll("words='", "candidates='")}
  esac
  if ((takes)); then
    if [[ -n $values ]]; then compadd -- \${=values}; else _files; fi
  elif [[ $current == -* ]]; then compadd -- \${=flags}
  else
    [[ -n $candidates ]] && compadd -- \${=candidates}
    ((files)) && _files
  fi
  return 0
}
if [[ $funcstack[1] == _trailspike ]]; then _trailspike "$@"; else compdef _trailspike trailspike; fi
`;
}

function fish(nodes: readonly CompletionNode[]): string {
  const lines = nodes.flatMap((node) => {
    const at = `-n '__trailspike_at "${node.path}"'`;
    return [
      ...node.commands.map(
        ({ name, description }) => `complete -c trailspike -f ${at} -a ${name} -d ${fishText(description)}`,
      ),
      ...node.choices.map((choice) => `complete -c trailspike -f ${at} -a ${choice}`),
      ...node.options.map(({ names, description, values }) => {
        const flags = names.map((name) =>
          name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
        );
        const value =
          values === null ? [] : values.length === 0 ? ['-r'] : ['-x', '-a', `'${values.join(' ')}'`];
        return ['complete -c trailspike', at, ...flags, ...value, '-d', fishText(description)].join(' ');
      }),
    ];
  });
  return `# Completion of trailspike for fish. Made by: trailspike completion fish
function __trailspike_at
    set -l path
    for word in (commandline -opc)[2..-1]
        set -l next (string join ' ' $path $word)
        switch $next
            case ${nodes.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`])).join(' ')}
                set path $next
            case '*'
                break
        end
    end
    test "$path" = "$argv[1]"
end
${lines.join('\n')}
`;
}

function fishText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
