#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Two runs on one database at once: the second ends with one line of error. On two databases of one
# folder: neither notices the other.
. "$(dirname "$0")/support.bash"
sed -e 's/"small"/"longer"/' -e 's/^replicates = 3/replicates = 20/' \
    -e "s|./tiny|$fixtures/tiny|" "$fixtures/small.toml" >"$scratch/longer.toml"

"$klpbench" run "$scratch/longer.toml" --db "$scratch/a.db" --json >"$scratch/first.json" \
    2>"$scratch/first.err" &
first=$!
# Until it has the lock and has begun to build.
for i in {1..600}; do
    ! compgen -G "$scratch/work/a.db/tiny-*" >/dev/null || break
    sleep 0.1
done
klp 1 run "$scratch/longer.toml" --db "$scratch/a.db"
expect_error '/a\.db is in use by another klpbench run: wait for it, or give another --db'
klp 0 run "$fixtures/small.toml" --db "$scratch/b.db" --json
expect_json "$out" '.cells | map([.outcome, .metrics["size.text"].n])' '[["ok",3],["ok",3]]'
kill -0 "$first" || fail "the first run ended too soon to be disturbed"

wait "$first" || fail "the first run: exit code $?: $(tail -n 1 "$scratch/first.err")"
expect_json "$scratch/first.json" '.cells | map([.outcome, .metrics["size.text"].n])' \
    '[["ok",20],["ok",20]]'
klp 0 run "$scratch/longer.toml" --db "$scratch/a.db"
expect "a third run" "$(sed -n 2p "$out")" "nothing was left to do; 40 were stored before"
