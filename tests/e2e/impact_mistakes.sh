#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Dumps, patches and names that impact cannot use: exit code 2, and one line that says why.
. "$(dirname "$0")/support.bash"
cd "$scratch"
mkdir one two empty
cat >one/a.c <<'C'
static inline int twice(int x) { return 2 * x; }
static int helper(int x) { return twice(x) + 1; }
int use(int x) { return helper(x) * 3; }
C
cat >one/b.c <<'C'
static int helper(int x) { return x * x; }
int other(int x) { return helper(x) - 5; }
C
(cd one && gcc-12 -O2 -fdump-ipa-clones -c a.c b.c)
cp one/* two

klp 0 impact --dumps one --function twice
grep -q '^  use .*a.c:3 *inline into helper, inline$' "$out" || fail "the way is not told"
klp 0 impact --dumps one --function a.c:helper

klp 2 impact --dumps one --function helper
expect_error '2 functions are named helper; write FILE:NAME: a.c:helper \(line 2\), b.c:helper \(line 1\)'
klp 2 impact --dumps one --function helpr
expect_error 'no function helpr in the dumps or the image; did you mean helper\?'
klp 2 impact --dumps one
expect_error 'ask one question: --function NAME'
klp 2 impact --dumps empty --all
expect_error 'empty has no \*.ipa-clones: compile'
klp 2 impact --dumps nowhere --all
expect_error 'nowhere'
klp 2 impact --dumps . --all
expect_error 'dumps of two builds: one/a.c and two/a.c are of one source'
klp 2 impact --dumps one --image one/a.c --all
expect_error 'one/a.c'
klp 2 impact --dumps one --all --format svg
expect_error 'no format "svg": write one of text, json, dot'

# A truncated dump: noted and gone over, or the end with --strict.
head -c 100 one/a.c.000i.ipa-clones >two/a.c.000i.ipa-clones
klp 0 impact --dumps two --all
tr '\n' ' ' <"$out" | grep -qE '1 malformed line skipped, the first: a.c.000i.ipa-clones:3: neither a' ||
    fail "the malformed line is not told"
klp 2 impact --dumps two --all --strict
expect_error 'a.c.000i.ipa-clones:3: neither a `Callgraph clone` nor'
rm two/*.ipa-clones

# Patches.
diff_of() { # SED-SCRIPT FILE
    mkdir -p a b
    cp "one/$2" "a/$2"
    sed "$1" "one/$2" >"b/$2"
    diff -u "a/$2" "b/$2" >change.diff || true
}
diff_of 's/return 2/return 3/' a.c
klp 0 impact --dumps one --source one --patch change.diff --json
expect_json "$out" '[.functions[].name, .together[].name]' '["twice","use"]'
cp one/a.c elsewhere.c
sed 's|a/a.c|a/elsewhere.c|; s|b/a.c|b/elsewhere.c|' change.diff >nothing.diff
klp 2 impact --dumps one --source one --patch nothing.diff
expect_error 'nothing.diff.*elsewhere.c'
printf 'Binary files a/x.png and b/x.png differ\n' >binary.diff
klp 2 impact --dumps one --source one --patch binary.diff
expect_error 'binary.diff:1: .*binary'
head -n 5 change.diff >cut.diff
klp 2 impact --dumps one --source one --patch cut.diff
expect_error 'cut.diff:[0-9]+: '
printf 'hello\n' >words.diff
klp 2 impact --dumps one --source one --patch words.diff
expect_error 'words.diff.*no unified diff|words.diff.*diff'
klp 2 impact --dumps one --source one --patch no-such.diff
expect_error 'no-such.diff'
klp 2 impact --dumps one --source nowhere --patch change.diff
expect_error '--source nowhere is no folder'

# The sources moved: debug information names them where they were.
cp -r one moved
mkdir built
cp one/a.c built
(cd built && gcc-12 -g -O2 -fdump-ipa-clones -c "$PWD/a.c" && rm a.c &&
    gcc-12 -shared a.o -o image.so)
klp 0 impact --dumps built --image built/image.so --source moved --patch change.diff --json
expect_json "$out" '[.functions[] | .name, .file, .why]' \
    '["twice","a.c","changed at a.c:1"]'

# A function that the source alone has: whether it was compiled is not known, and no zero.
mkdir alone
printf 'int plain(int x) { return x + 7; }\nstatic inline int f(int x) { return x; }\n%s\n' \
    'int g(int x) { return f(x); }' >one/c.c
cp one/c.c alone
(cd alone && gcc-12 -O2 -fdump-ipa-clones -c c.c && rm c.o)
diff_of 's/7/8/' c.c
klp 0 impact --dumps alone --patch change.diff
grep -q '^plain (c.c:1): no dump and no symbol names it$' "$out" || fail "not said at the function"
grep -q '^note: no dump and no symbol names plain: it is in the source, and' "$out" ||
    fail "no note"
klp 0 impact --dumps alone alone --patch change.diff
grep -qE '^  1 +- +alone$' "$out" || fail "a figure for what is not known"
