#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A results folder that cannot be written, a database that is none: one line of error each, and
# nothing that was there is touched.
. "$(dirname "$0")/support.bash"
small=$fixtures/small.toml
mkdir "$scratch/folder"
echo "not a database" >"$scratch/text"
head -c 100000 /dev/urandom >"$scratch/noise"
sum=$(sha256sum "$scratch/text" "$scratch/noise")

klp 1 run "$small" --db "$scratch/text/results.db"
expect_error 'cannot create its folder \(Not a directory\); name another place with --db'
klp 1 plan "$small" --db "$scratch/text/results.db"
expect_error 'cannot make the folder .*: Not a directory'
klp 2 answer --db "$scratch/none.db"
expect_error 'no results at .*/none.db; klpbench run writes them'
for command in "run $small" answer report "compare lto=off lto=full"; do
    klp 2 $command --db "$scratch/folder"
    expect_error 'a folder cannot hold results; name a file with --db'
    for file in text noise; do
        klp 2 $command --db "$scratch/$file"
        expect_error 'not a klpbench database; move it away or name another with --db'
    done
done
expect "what a wrong --db did" "$(sha256sum "$scratch/text" "$scratch/noise")" "$sum"

# A folder that may not be written, with a complete database in it.
klp 0 run "$small" --db "$scratch/folder/results.db"
sum=$(sha256sum "$scratch/folder/results.db")
if [ "$(id -u)" -ne 0 ]; then
    chmod -R a-w "$scratch/folder"
    trap 'chmod -R u+w "$scratch/folder"; end_test' EXIT
elif unshare -m mount -t tmpfs none /mnt 2>/dev/null; then
    cat >"$scratch/klpbench" <<END
#!/bin/sh
exec unshare -m sh -c 'mount --bind "\$0" "\$0" && mount -o remount,bind,ro "\$0" && exec "\$@"' \
    "$scratch/folder" "$klpbench" "\$@"
END
    chmod +x "$scratch/klpbench"
    klpbench=$scratch/klpbench
else
    skip "the part with a read-only folder: root may write everywhere, and nothing may be mounted"
fi
for command in "run $small" answer report; do
    klp 1 $command --db "$scratch/folder/results.db"
    expect_error 'make the file and its folder readable and writable, or name another with --db'
done
klp 1 run "$small" --db "$scratch/folder/new/results.db"
expect_error 'cannot create its folder'
klp 1 plan "$small" --db "$scratch/folder/new.db"
expect_error 'cannot make a folder in'
expect "what a read-only folder holds" "$(sha256sum "$scratch/folder/results.db")" "$sum"
