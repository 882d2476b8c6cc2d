# What the scripts have in common that start servers for tests. Sourced by them; `dir` is the folder of what they started.

usage() {
  echo "usage: $0 start DIR PORT | stop DIR" >&2
  exit 2
}

# end_process FILE: ends the process whose number is in FILE, and no other.
end_process() {
  local file=$1 pid
  [ -f "$file" ] || return 0
  pid=$(cat "$file")
  kill -TERM "$pid" 2>/dev/null || true
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
  rm -f "$file"
}

# run_command ARGUMENT...: `start DIR PORT` or `stop DIR`, by the functions of the script with these names.
run_command() {
  case "${1:-}" in
    start)
      [ $# -eq 3 ] || usage
      dir=$2 port=$3
      start
      ;;
    stop)
      [ $# -eq 2 ] || usage
      dir=$2
      stop
      ;;
    *) usage ;;
  esac
}
