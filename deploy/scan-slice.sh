#!/bin/sh
# Scans one slice: the one that the task of an array job is told to. For AWS Batch arrays, Kubernetes Indexed Jobs and
# Slurm arrays; arguments are further options of `trailspike scan`, such as --from and --to.
#
#   TRAILSPIKE_SOURCE    what to read: s3://BUCKET[/PREFIX], or a folder that all tasks see
#   TRAILSPIKE_STATE     where all slices keep their states: s3://BUCKET/PREFIX, or a folder that all tasks see
#   TRAILSPIKE_SLICES    how many slices there are
#   TRAILSPIKE_HASH_KEY  a file with the hash key that all slices share, or
#   TRAILSPIKE_HASH_KEY_TEXT  the key itself, where an engine hands secrets over in the environment
#   TRAILSPIKE           the program. Default: trailspike
#
# Ends with 0 when the state of the slice is whole, also when objects could not be read (exit code 3 of the scan): the
# merge names them. Ends with 6, 130 or 143 when the same task should run again, and with any other code when it should not.
set -eu
: "${TRAILSPIKE_SOURCE:?what to read}" "${TRAILSPIKE_STATE:?where the states are}"
: "${TRAILSPIKE_SLICES:?how many slices there are}"
if [ -n "${TRAILSPIKE_HASH_KEY_TEXT:-}" ]; then
  TRAILSPIKE_HASH_KEY=$(mktemp)
  printf %s "$TRAILSPIKE_HASH_KEY_TEXT" >"$TRAILSPIKE_HASH_KEY"
  unset TRAILSPIKE_HASH_KEY_TEXT
fi
: "${TRAILSPIKE_HASH_KEY:?a file with the hash key}"

# A signal to stop is passed on, and the scan, which saves its state, is waited for. It may have got the signal itself, too.
stop() { kill -TERM "$scan" 2>/dev/null || true; }
trap stop TERM INT
${TRAILSPIKE:-trailspike} scan "$TRAILSPIKE_SOURCE" --partition "auto/$TRAILSPIKE_SLICES" \
  --state "$TRAILSPIKE_STATE/{slice}" --hash-key "$TRAILSPIKE_HASH_KEY" --log-format json "$@" &
scan=$!
code=0
wait "$scan" || code=$?
# A signal ends `wait` early.
while kill -0 "$scan" 2>/dev/null; do
  code=0
  wait "$scan" || code=$?
done
[ "$code" -eq 3 ] && code=0
exit "$code"
