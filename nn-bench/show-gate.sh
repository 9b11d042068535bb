#!/bin/sh
# Shows on this machine that the gate works: it stays quiet when a jar is compared with itself, and
# finds 5 % more work. Usage: nn-bench/show-gate.sh [RUNS [FORKS]], by default 10 and 12, which
# takes some 12 minutes on a quiet machine. The reports are kept in nn-bench/target/show-gate. Exit
# status: 0 if the gate was right every time.
set -u

runs=${1:-10}
forks=${2:-12}
bench=$(CDPATH='' cd -P "$(dirname "$0")" && pwd) || exit 1
reports=$bench/target/show-gate
mkdir -p "$reports" || exit 1

# Runs the gate with further options $3...; its report goes to file $1. Whether it raises an alarm,
# which is status 1, must be $2; unclear, status 3, is none.
expect() {
  report=$reports/$1.txt
  expected=$2
  shift 2
  "$bench/../nn" bench gate --base-jar "$bench/target/benchmarks.jar" \
    --new-jar "$bench/target/benchmarks.jar" --include PlantedBenchmark --forks "$forks" "$@" \
    -- -prof gc >"$report" 2>"$report.log"
  status=$?
  case $status in
    0 | 3) alarm=0 ;;
    1) alarm=1 ;;
    *)
      cat "$report.log" >&2
      exit "$status"
      ;;
  esac
  sed -n '3,4p' "$report"
  [ "$alarm" -eq "$expected" ] || wrong=$((wrong + 1))
}

wrong=0
run=1
while [ "$run" -le "$runs" ]; do
  expect "equal-$run" 0
  run=$((run + 1))
done
echo "$wrong of $runs runs on equal versions raised an alarm."
alarms=$wrong
expect planted 1 --new-java-option=-Dlanewise.planted=0.05
if [ "$wrong" -eq "$alarms" ]; then
  echo 'The planted slowdown was found.'
else
  echo 'The planted slowdown was MISSED.'
fi
[ "$wrong" -eq 0 ]
