#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What `report` writes for other tools, given to those tools: two runs of one experiment through
# Google Benchmark's compare.py, Jenkins' schema, LNT's rules, and readers of CSV, TSV and XML.
. "$(dirname "$0")/support.bash"
cd "$scratch"
compare=/usr/share/benchmark/compare.py
command -v xmllint >/dev/null || skip "there is no xmllint: apt-get install libxml2-utils"
command -v python3 >/dev/null || skip "there is no python3"

for run in a b; do
    klp 0 run "$fixtures/small.toml" --db $run.db
    for format in json csv tsv summary junit gbench lnt; do
        klp 0 report --db $run.db --format $format -o $run.$format
    done
done

# JUnit: the schema of Jenkins' xUnit plugin, and the counts that readers show.
xmllint --noout --schema "$fixtures/junit-10.xsd" a.junit 2>"$err" || fail "not by the schema"
python3 - <<'END' >"$out" || fail "the XML is not as it should be"
import xml.etree.ElementTree as tree
root = tree.parse("a.junit").getroot()
suites = root.findall("testsuite")
print(root.get("name"), root.get("tests"), root.get("failures"), [s.get("name") for s in suites])
for s in suites:
    assert int(s.get("tests")) == len(s.findall("testcase")), s.get("name")
    assert int(s.get("skipped")) == len(s.findall("testcase/skipped")), s.get("name")
END
expect "JUnit" "$(cat "$out")" "small 11 0 ['tiny', 'answer']"

# CSV and TSV: every sample of the JSON report, once.
samples=$(jq '[.cells[].metrics[] | (.values // [0]) | length] | add' a.json)
expect "rows of CSV" "$(python3 -c '
import csv
rows = list(csv.DictReader(open("a.csv", newline="")))
print(len(rows), sum(float(r["value"]) for r in rows if r["metric"] == "size.text"))')" \
    "$samples $(jq '[.cells[].metrics["size.text"].values[]] | add | tostring + ".0"' -r a.json)"
expect "rows of TSV" "$(gawk -F '\t' 'NR == 1 { columns = NF } NF != columns { print "torn" }
    END { print NR - 1 }' a.tsv)" "$samples"

# LNT: what its server insists on, with the metrics of its suite "nts" and no other.
expect_json a.lnt '[.format_version, (.machine | has("name", "os", "hardware")),
    (.run | has("llvm_project_revision", "start_time", "end_time"))] | unique' '[true,"2"]'
expect_all a.lnt '.tests[]' '(keys - ["name", "compile_time", "compile_status", "execution_time",
    "execution_status", "code_size", "hash"]) == [] and (.name | length) <= 256'
expect_json a.lnt '[.tests[] | select(has("compile_time")) | .compile_time | length]' '[3,3]'
expect "execution times" "$(jq -c '[.tests[] | .execution_time // [] | .[] * 1e9 | round] | sort' \
    a.lnt)" "$(jq -c '[.cells[].metrics | to_entries[] | select(.key | endswith(".cpu_ns")) |
    .value.values[] | round] | sort' a.json)"

# The summary fits a job's page.
[ "$(wc -l <a.summary)" -lt 60 ] || fail "the summary is long"
grep -qF '| configuration | text size |' a.summary || fail "the summary has no table"

# Google Benchmark's own comparison: run against run, and configuration against configuration.
[ -r $compare ] || skip "compare.py is missing: apt-get install libbenchmark-tools"
python=/usr/bin/python3
$python -c 'import scipy.stats' 2>"$err" ||
    python=$("$fixtures/../support/unpack-scipy" "$scratch/scipy" 2>"$err") ||
    skip "compare.py needs SciPy, which can be neither imported nor downloaded"
benchmarks=$(jq '[.benchmarks[].name] | unique | length' a.gbench)
$python $compare --no-color benchmarks a.gbench b.gbench >"$out" 2>"$err" || fail "compare.py"
expect "U tests" "$(grep -c '_pvalue .*U Test, Repetitions: 3 vs 3' "$out")" "$benchmarks"
$python $compare --no-color benchmarksfiltered a.gbench lto=off a.gbench lto=full \
    >"$out" 2>"$err" || fail "compare.py benchmarksfiltered"
expect "U tests of two configurations" \
    "$(grep -c '\[lto=off vs. lto=full\].*_pvalue .*3 vs 3' "$out")" $((benchmarks / 2))
expect "the change of CPU time" "$(gawk '/^OVERALL_GEOMEAN/ { print $3 + 0 }' "$out")" \
    "$(jq -r 'def mean(lto): [.benchmarks[] | select(.name | contains(lto)).cpu_time | log] |
        add / length; (mean("lto=full") - mean("lto=off") | exp) - 1' a.gbench |
        gawk '{ printf "%.4f", $1 }' | gawk '{ print $1 + 0 }')"
