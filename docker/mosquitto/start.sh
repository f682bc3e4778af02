#!/bin/sh
# Becomes the broker as soon as the server has written its users, and has it read them again whenever they change.
set -eu
umask 077
files="${SIGNALBOX_FILES:-/signalbox}"
data="${MOSQUITTO_DATA:-/mosquitto/data}"
config="${MOSQUITTO_CONFIG:-/mosquitto/config}"

# Copies what is new, because only a file of its own will do for the broker. Succeeds when something was.
take() {
  taken=1
  for name in acl passwords; do
    if ! cmp -s "$files/$name" "$data/$name"; then
      cp "$files/$name" "$data/$name.new"
      if [ "$(id -u)" -eq 0 ]; then chown mosquitto: "$data/$name.new"; fi
      mv "$data/$name.new" "$data/$name"
      taken=0
    fi
  done
  return "$taken"
}

until [ -s "$files/acl" ] && [ -s "$files/passwords" ]; do
  echo "waiting for the server to write $files/acl and $files/passwords"
  sleep 2
done
take || true

mosquitto -c "$config/mosquitto.conf" &
broker=$!
trap 'kill -TERM "$broker" 2>/dev/null || true' TERM INT
while kill -0 "$broker" 2>/dev/null; do
  if take; then kill -HUP "$broker" 2>/dev/null || true; fi
  sleep 2 &
  # A signal ends the wait, not the sleep.
  wait $! || true
done
wait "$broker"
