#!/usr/bin/env bash
# Spark counts what the rows of an export count, with two executors, and with one of them killed in mid-query.
#
#   benches/spark.sh            fetches Spark 4.3 and its ADBC driver, starts a Spark Connect server of its own on the
#                               loopback, runs the test that needs it, and stops the server
#   benches/spark.sh COMMAND    runs a command instead, with SURVEY_DRIVERS and SURVEY_TEST_SPARK set
#
# Not in the gate: half a gigabyte is fetched, and three Java machines need 4 GB of memory. Needs Python 3.9 with venv, and
# Java 17 or newer. What is fetched stays in target/spark.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v java >/dev/null || { echo "spark: there is no Java: install version 17 or newer" >&2; exit 1; }
work="$PWD/target/spark"
mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/python" -c 'import pyspark' 2>/dev/null || "$work/venv/bin/python" -m pip install --quiet pyspark==4.3.0
ls "$work/drivers/adbc_driver_spark"/lib* >/dev/null 2>&1 \
  || "$work/venv/bin/python" -m pip install --quiet --no-deps --target "$work/drivers" adbc-driver-spark==0.3.0

folder=$(mktemp -d)
server=
stop() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
SPARK_HOME=$("$work/venv/bin/python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 SPARK_WORKER_DIR="$folder/executors"
"$SPARK_HOME/bin/spark-submit" \
  --class org.apache.spark.sql.connect.service.SparkConnectServer \
  --master 'local-cluster[2,1,1024]' --driver-memory 1g \
  --conf spark.connect.grpc.binding.address=127.0.0.1 --conf "spark.connect.grpc.binding.port=$port" \
  --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 --conf spark.ui.enabled=false \
  --conf spark.sql.shuffle.partitions=4 --conf "spark.sql.warehouse.dir=$folder/warehouse" \
  --conf "spark.local.dir=$folder/scratch" \
  spark-internal >"$folder/log" 2>&1 &
server=$!
up() { python3 -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1)' "$port" 2>/dev/null; }
for _ in $(seq 120); do up && break; sleep 1; done
up || { echo "spark: the server could not be started:" >&2; tail -20 "$folder/log" >&2; exit 1; }

export SURVEY_DRIVERS="$work/drivers${SURVEY_DRIVERS:+:$SURVEY_DRIVERS}"
export SURVEY_TEST_SPARK="spark://127.0.0.1:$port" SURVEY_TEST_SPARK_SERVER="$server"
if [ "$#" -gt 0 ]; then
  "$@"
else
  cargo test --locked --all-features --test main -- --ignored engines::spark --test-threads 1
fi
