#!/bin/bash
# A single-node Ceph object gateway on loopback, for the S3 conformance tests: one monitor, one in-memory
# object store, one radosgw. Debian packages: radosgw ceph-mon ceph-osd ceph-common.
#
#   radosgw.sh start DIR PORT   starts it, waits until it serves, makes the user with keys RGWK / RGWS, and one
#                               named reader with RGWR / RGWRS, who may do nothing
#   radosgw.sh stop DIR         ends exactly the processes that start began
#
# DIR holds all its state, and is emptied by start. The monitor takes ports PORT+1 and PORT+2.
set -euo pipefail

# shellcheck source=server.sh
source "$(dirname "${BASH_SOURCE[0]}")/server.sh"

keep_pid() { echo "$2" >"$dir/$1.pid-own"; }

stop() {
  local name
  for name in rgw osd mon; do end_process "$dir/$name.pid-own"; done
}

write_config() {
  cat >"$dir/ceph.conf" <<CONF
[global]
fsid = 4a3c1f0e-7d52-4d1b-9a56-0c6d2f8e1b11
mon host = [v2:127.0.0.1:$((port + 1))/0,v1:127.0.0.1:$((port + 2))/0]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = $dir/keyring
run dir = $dir
crash dir = $dir
log file = $dir/\$name.log
pid file = $dir/\$name.pid
admin socket = $dir/\$name.asok
osd objectstore = memstore
memstore device bytes = 4294967296
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon max pg per osd = 1000
[mon.a]
mon data = $dir/mon
[osd.0]
osd data = $dir/osd
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:$port
rgw enable usage log = false
rgw enable gc threads = false
CONF
}

key() { ceph-authtool "$dir/keyring" --gen-key -n "$@" >/dev/null; }

start() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  stop
  rm -rf "${dir:?}"/*
  mkdir -p "$dir/mon" "$dir/osd"
  write_config
  export CEPH_CONF=$dir/ceph.conf

  ceph-authtool --create-keyring "$dir/keyring" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  key client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
  key client.rgw.a --cap mon 'allow *' --cap osd 'allow *'
  key osd.0 --cap mon 'allow *' --cap osd 'allow *'
  local fsid
  fsid=$(sed -n 's/^fsid = //p' "$CEPH_CONF")
  monmaptool --create --fsid "$fsid" \
    --addv a "[v2:127.0.0.1:$((port + 1)),v1:127.0.0.1:$((port + 2))]" "$dir/monmap" >/dev/null
  ceph-mon -c "$CEPH_CONF" -i a --mkfs --monmap "$dir/monmap" --keyring "$dir/keyring" >"$dir/mkfs.out" 2>&1

  setsid ceph-mon -c "$CEPH_CONF" -i a -f >"$dir/mon.out" 2>&1 </dev/null &
  keep_pid mon $!
  for _ in $(seq 50); do
    timeout 3 ceph -c "$CEPH_CONF" -s >/dev/null 2>&1 && break
    sleep 0.2
  done

  cat /proc/sys/kernel/random/uuid >"$dir/osd.uuid"
  ceph -c "$CEPH_CONF" osd new "$(cat "$dir/osd.uuid")" >"$dir/osd-new.out" 2>&1
  ceph-osd -c "$CEPH_CONF" -i 0 --mkfs --osd-uuid "$(cat "$dir/osd.uuid")" >>"$dir/mkfs.out" 2>&1
  setsid ceph-osd -c "$CEPH_CONF" -i 0 -f >"$dir/osd.out" 2>&1 </dev/null &
  keep_pid osd $!
  setsid radosgw -c "$CEPH_CONF" -n client.rgw.a -f >"$dir/rgw.out" 2>&1 </dev/null &
  keep_pid rgw $!
  for _ in $(seq 600); do
    curl -s -o /dev/null "http://127.0.0.1:$port/" && break
    sleep 0.1
  done
  if ! curl -s -o /dev/null "http://127.0.0.1:$port/"; then
    echo "radosgw does not answer; see $dir/*.out and $dir/*.log" >&2
    stop
    exit 1
  fi
  radosgw-admin -c "$CEPH_CONF" user create --uid=trailspike --display-name=trailspike \
    --access-key=RGWK --secret-key=RGWS >"$dir/user.json" 2>"$dir/user.err"
  radosgw-admin -c "$CEPH_CONF" user create --uid=reader --display-name=reader \
    --access-key=RGWR --secret-key=RGWRS >"$dir/reader.json" 2>"$dir/reader.err"
  echo "http://127.0.0.1:$port"
}

run_command "$@"
