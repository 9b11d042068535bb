# The command "bench" of ./nn, which sources this file after find_java. Builds what the command
# needs: target/benchmarks.jar, or, for comparisons with peers, classes and jars in target/peers,
# so that the other build stays as it is.

bench=$home/nn-bench/target
peers=$bench/peers

# Whether a file is missing or older than the sources.
stale() {
  [ -f "$1" ] || return 0
  newer=$(
    cd "$home" && find pom.xml nn-core/pom.xml nn-core/src/main nn-simd/pom.xml nn-simd/src/main \
      nn-bench/pom.xml nn-bench/src -newer "$1" -print 2>/dev/null | head -n 1
  )
  [ -n "$newer" ]
}

# Builds into the directory $1, with further options for Maven; output goes to build.log there.
build_bench() {
  command -v mvn >/dev/null 2>&1 || fail "building needs Maven; install it (command mvn)."
  directory=$1
  shift
  mkdir -p "$directory" || exit 1
  : >"$directory/build-started"
  (cd "$home" && mvn -q -B -Dmaven.test.skip "$@" -pl nn-bench -am package) \
    >"$directory/build.log" 2>&1
}

# Whether this command compares with peers, on a system for which there are natives.
wants_peers() {
  case ${1:-} in
    compare | products | predict) ;;
    *) return 1 ;;
  esac
  [ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] || return 1
  for argument; do
    case $argument in
      -h | --help | --no-peers) return 1 ;;
    esac
  done
}

class_path=
if wants_peers "$@"; then
  if stale "$peers/ready"; then
    echo 'nn: building with peers; the first time, this downloads PyTorch, OpenBLAS and ONNX' >&2
    echo '    Runtime (300 MB) from Maven Central and unpacks them (500 MB) to' >&2
    echo '    nn-bench/target/peers/natives ...' >&2
    rm -f "$peers/ready"
    if build_bench "$peers" -Ppeers; then
      touch -r "$peers/build-started" "$peers/ready"
    else
      echo 'nn: no peers: the build with them failed, see nn-bench/target/peers/build.log' >&2
    fi
  fi
  [ -f "$peers/ready" ] && class_path="$peers/classes:$peers/lib/*"
fi
if [ -z "$class_path" ]; then
  if stale "$bench/benchmarks.jar"; then
    echo 'nn: building, which takes about half a minute ...' >&2
    rm -f "$bench/benchmarks.jar"
    build_bench "$bench" || {
      cat "$bench/build.log" >&2
      fail 'the build failed; its output is above.'
    }
    touch -r "$bench/build-started" "$bench/benchmarks.jar"
  fi
  class_path=$bench/benchmarks.jar
fi

# NN_JAVA_OPTS is split into words on purpose.
# shellcheck disable=SC2086
exec "$java" ${NN_JAVA_OPTS:-} --add-modules jdk.incubator.vector \
  "-Dlanewise.home=$home" "-Dlanewise.natives=$peers/natives" \
  -cp "$class_path" dev.lanewise.bench.Bench "$@"
