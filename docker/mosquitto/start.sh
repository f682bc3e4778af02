#!/bin/sh
# Writes the broker's users from the environment, then becomes the broker.
set -eu
umask 077
data="${MOSQUITTO_DATA:-/mosquitto/data}"
config="${MOSQUITTO_CONFIG:-/mosquitto/config}"

: >"$data/passwords"
mosquitto_passwd -b "$data/passwords" server "$MQTT_SERVER_PASSWORD"
mosquitto_passwd -b "$data/passwords" "$WORKER_ID" "$MQTT_WORKER_PASSWORD"
# Only a file of its own will do for the broker, and the configuration is mounted read-only.
cp "$config/access" "$data/access"
if [ "$(id -u)" -eq 0 ]; then chown mosquitto: "$data/passwords" "$data/access"; fi

exec mosquitto -c "$config/mosquitto.conf"
