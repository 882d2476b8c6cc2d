#!/bin/bash
# Submits the scan of all slices as an array, and the merge that begins when all of them are whole.
#
#   TRAILSPIKE_SOURCE=s3://my-trail-bucket TRAILSPIKE_STATE=s3://my-state-bucket/backfill TRAILSPIKE_SLICES=64 \
#   TRAILSPIKE_HASH_KEY=$HOME/hash-key TRAILSPIKE_OUT=$HOME/findings deploy/slurm/submit.sh --from 2026-03-01
#
# Arguments are further options of `trailspike scan`, TRAILSPIKE_MERGE_OPTIONS those of `trailspike merge`: rules go to both. SBATCH_ARGS has further options of sbatch for both, such as
# --partition=long; SCAN_SBATCH_ARGS those of the scan alone, such as --cpus-per-task=16 --mem=8G. Prints both job ids.
set -euo pipefail
deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
: "${TRAILSPIKE_SOURCE:?what to read}" "${TRAILSPIKE_STATE:?where the states are}"
: "${TRAILSPIKE_SLICES:?how many slices there are}" "${TRAILSPIKE_HASH_KEY:?a file with the hash key}"
: "${TRAILSPIKE_OUT:?the folder of the results}"
export TRAILSPIKE_SOURCE TRAILSPIKE_STATE TRAILSPIKE_SLICES TRAILSPIKE_HASH_KEY TRAILSPIKE_OUT TRAILSPIKE_DEPLOY=$deploy

# shellcheck disable=SC2086 # options, word by word
scan=$(sbatch --parsable --array="1-$TRAILSPIKE_SLICES" ${SBATCH_ARGS:-} ${SCAN_SBATCH_ARGS:-} "$deploy/slurm/scan.sbatch" "$@")
# shellcheck disable=SC2086
merge=$(sbatch --parsable --dependency="afterok:$scan" --kill-on-invalid-dep=yes ${SBATCH_ARGS:-} "$deploy/slurm/merge.sbatch" ${TRAILSPIKE_MERGE_OPTIONS:-})
echo "scan $scan"
echo "merge $merge"
