#!/bin/bash
# A Slurm cluster of one node on loopback: munged, slurmctld and slurmd, for root. Debian packages: slurm-wlm munge.
#
#   slurm.sh start DIR PORT   starts it, waits until its node is idle, prints the path of its configuration (SLURM_CONF)
#   slurm.sh stop DIR         cancels its jobs and ends exactly the processes that start began
#
# DIR holds all its state, and is emptied by start. The controller listens on PORT, the node on PORT+1.
set -euo pipefail

# shellcheck source=server.sh
source "$(dirname "${BASH_SOURCE[0]}")/server.sh"

stop() {
  if [ -f "$dir/slurmctld.pid" ]; then
    SLURM_CONF=$dir/slurm.conf timeout 20 scancel --user root >/dev/null 2>&1 || true
    for _ in $(seq 50); do
      [ -z "$(SLURM_CONF=$dir/slurm.conf timeout 5 squeue --noheader 2>/dev/null)" ] && break
      sleep 0.2
    done
  fi
  local name
  for name in slurmd slurmctld munged; do end_process "$dir/$name.pid"; done
}

write_config() {
  cat >"$dir/slurm.conf" <<CONF
ClusterName=trailspike
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
StateSaveLocation=$dir/ctld
SlurmdSpoolDir=$dir/slurmd
AuthType=auth/munge
AuthInfo=socket=$dir/munge.socket,cred_expire=10
CryptoType=crypto/munge
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1
MinJobAge=300
KillWait=30
JobRequeue=1
ReturnToService=2
CommunicationParameters=NoAddrCache
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
}

start() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  stop
  rm -rf "${dir:?}"/*
  mkdir -p "$dir/ctld" "$dir/slurmd"
  chmod 755 "$dir"
  write_config
  head -c 1024 /dev/urandom >"$dir/munge.key"
  chmod 400 "$dir/munge.key"
  munged --force --key-file="$dir/munge.key" --socket="$dir/munge.socket" --pid-file="$dir/munged.pid" \
    --log-file="$dir/munged.log" --seed-file="$dir/munged.seed" 2>"$dir/munged.err"
  export SLURM_CONF=$dir/slurm.conf
  slurmctld
  slurmd
  for _ in $(seq 300); do
    [ "$(timeout 5 sinfo --noheader --format=%t 2>/dev/null)" = idle ] && break
    sleep 0.1
  done
  if [ "$(sinfo --noheader --format=%t)" != idle ]; then
    echo "Slurm has no idle node; see $dir/*.log" >&2
    stop
    exit 1
  fi
  echo "$SLURM_CONF"
}

run_command "$@"
