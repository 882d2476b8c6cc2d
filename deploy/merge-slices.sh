#!/bin/sh
# Merges the states of all slices that scan-slice.sh has made, with the same variables. Arguments are further options of
# `trailspike merge`, such as --out DIR or --state s3://BUCKET/PREFIX. Ends with the exit code of the merge: 3 when slices
# are missing or objects were lost, with their names.
set -eu
: "${TRAILSPIKE_STATE:?where the states are}" "${TRAILSPIKE_SLICES:?how many slices there are}"

slice=$TRAILSPIKE_SLICES
while [ "$slice" -gt 0 ]; do
  set -- "$TRAILSPIKE_STATE/$(printf 'slice-%04d-of-%04d' "$slice" "$TRAILSPIKE_SLICES")" "$@"
  slice=$((slice - 1))
done
exec ${TRAILSPIKE:-trailspike} merge "$@" --log-format json
