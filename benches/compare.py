#!/usr/bin/env python3
"""Times `survey` and its peers on the same work, in turn in one run, and prints the tables of the README.

    benches/compare.py                      everything, with 10 million responses (needs 8 GB of disk)
    benches/compare.py --rows 1000000       the same, smaller
    benches/compare.py peers start          only some of the tables

The peers count, for every one of 13 questions, how many gave each answer, and the NPS of each of 200 sites:
nothing more. `survey` computes every metric it knows of all 13 questions, for everybody and for each site,
with bases and intervals. The NPS of every site must come out the same, or nothing is printed.

Needs Python 3.9 and, for the peers, pip. Data and peers are kept in target/benches.
"""

import argparse
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "benches"
SURVEY = ROOT / "target" / "release" / "survey"
PEERS = ["duckdb==2.0.0", "polars==2.1.0"]
SITES = "200"

QUESTIONS = [
    "Recommend", "Reception", "Phone", "Booking", "Waiting time", "Rooms", "Nurse", "Doctor",
    "I was listened to", "Everything was explained", "I was involved in decisions", "First visit", "Stars",
]

DUCKDB = """
import duckdb, json, sys
file, questions = sys.argv[1], json.loads(sys.argv[2])
duckdb.sql("SET threads = 2; SET enable_progress_bar = false; SET preserve_insertion_order = false")
kept = ", ".join(f'"{q}"' for q in ["Site", *questions])
rows = f"(SELECT {kept} FROM read_csv('{file}', header = true, all_varchar = true))"
sets = ", ".join(f'("{q}")' for q in questions)
counts = duckdb.sql(f"SELECT {kept.replace(chr(34) + 'Site' + chr(34) + ', ', '')}, count(*) FROM {rows} GROUP BY GROUPING SETS ({sets})").fetchall()
assert len(counts) > 13
nps = '''100.0 * (count(*) FILTER (TRY_CAST("Recommend" AS INT) >= 9) - count(*) FILTER (TRY_CAST("Recommend" AS INT) <= 6)) / count("Recommend")'''
print(json.dumps(dict(duckdb.sql(f'SELECT "Site", {nps} FROM {rows} WHERE "Site" IS NOT NULL GROUP BY "Site"').fetchall())))
"""

DUCKDB_PAIRS = """
import duckdb, json, sys
file, questions = sys.argv[1], json.loads(sys.argv[2])
duckdb.sql("SET threads = 2; SET enable_progress_bar = false; SET preserve_insertion_order = false")
kept = ", ".join(f'"{q}"' for q in questions)
pairs = [(one, other) for at, one in enumerate(questions) for other in questions[at + 1:]]
sets = ", ".join(f'("{one}", "{other}")' for one, other in pairs)
counts = duckdb.sql(f"SELECT {kept}, count(*) FROM read_csv('{file}', header = true, all_varchar = true) GROUP BY GROUPING SETS ({sets})").fetchall()
print(json.dumps([row for row in counts if row[0] is not None and row[1] is not None]))
"""

POLARS = """
import json, sys
import polars as pl
file, questions = sys.argv[1], json.loads(sys.argv[2])
rows = pl.scan_csv(file, infer_schema=False).select("Site", *questions)
score = pl.col("Recommend").cast(pl.Int8, strict=False)
nps = 100.0 * ((score >= 9).sum().cast(pl.Int64) - (score <= 6).sum().cast(pl.Int64)) / score.count()
by_site = rows.filter(pl.col("Site").is_not_null()).group_by("Site").agg(nps.alias("nps"))
counts = [rows.group_by(question).len() for question in questions]
*counts, by_site = pl.collect_all([*counts, by_site])
assert len(counts) == 13
print(json.dumps(dict(by_site.iter_rows())))
"""


# A process begins with the peak of the one that starts it, so a small one has to.
MEASURER = """
import os, sys, time
started = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - started
print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status) != 0)
"""


def run(command, **options):
    subprocess.run([str(part) for part in command], check=True, **options)


def measure(command):
    """Wall seconds, CPU seconds, peak MiB and output of a command."""
    measurer = [sys.executable, "-I", "-S", "-c", MEASURER, *map(str, command)]
    done = subprocess.run(measurer, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr.decode()}")
    wall, cpu, peak = map(float, done.stderr.split()[-3:])
    return wall, cpu, peak, done.stdout


def in_turn(contenders, rounds):
    """Every contender once a round: medians of wall and CPU, the highest peak, and the last output."""
    found = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, command in contenders.items():
            found[name].append(measure(command))
    return {
        name: (
            statistics.median(run[0] for run in runs),
            statistics.median(run[1] for run in runs),
            max(run[2] for run in runs),
            runs[-1][3],
        )
        for name, runs in found.items()
    }


def table(header, rows):
    print("\n| " + " | ".join(header) + " |")
    print("| " + " | ".join(["---"] + ["---:"] * (len(header) - 1)) + " |")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def export(rows):
    """An export of the clinic's survey with so many responses."""
    file = WORK / f"clinic-{rows}.csv"
    if not file.exists():
        run([SURVEY, "generate", "responses", ROOT / "benches/clinic.yaml", "-n", rows, "--groups", SITES, "-o", file])
    warm(file)
    return file


def warm(file):
    with open(file, "rb") as stream:
        while stream.read(1 << 24):
            pass


def definition(name, change):
    """The clinic's definition with its 13 closed questions, changed."""
    text = (ROOT / "benches/clinic.yaml").read_text()
    text = re.sub(r"(?m)^  (good|better): .*\n", "", text)
    file = WORK / name
    file.write_text(change(text))
    return file


def without_ids(text):
    return re.sub(r"(?m)^response_id: .*\n", "", text)


def analyze(definition, file, *options, format="csv"):
    return [SURVEY, "analyze", definition, file, *options, "-f", format]


def peers_python():
    """A Python that has the peers."""
    python = WORK / "venv/bin/python"
    if not python.exists():
        run([sys.executable, "-m", "venv", WORK / "venv"])
        run([python, "-m", "pip", "install", "--quiet", *PEERS])
    return python


def peers(rows, rounds):
    file = export(rows)
    python = peers_python()
    with_ids, bare = definition("ids.yaml", lambda text: text), definition("no-ids.yaml", without_ids)
    questions = json.dumps(QUESTIONS)
    contenders = {
        "`wc -l`": ["wc", "-l", file],
        "`survey`": analyze(bare, file, "--by", "site"),
        "`survey`, repeated ids found": analyze(with_ids, file, "--by", "site"),
        "`survey`, JSON with the export's SHA-256": analyze(bare, file, "--by", "site", format="json"),
        "DuckDB 2.0, counts only": [python, "-c", DUCKDB, file, questions],
        "polars 2.1 (Python), counts only": [python, "-c", POLARS, file, questions],
    }
    results = in_turn(contenders, rounds)
    ours = nps_by_site(json.loads(results["`survey`, JSON with the export's SHA-256"][3]))
    for name in list(contenders)[4:]:
        same_nps(json.loads(results[name][3]), ours, name)
    wc, duckdb = results["`wc -l`"][0], results["DuckDB 2.0, counts only"][0]
    size = file.stat().st_size / 1e9
    print(f"\n{rows:,} responses, {size:.2f} GB; medians of {rounds} rounds")
    table(
        ["", "wall s", "CPU s", "peak MiB", "× `wc -l`", "× DuckDB"],
        [
            [name, f"{wall:.2f}", f"{cpu:.2f}", f"{peak:.0f}", f"{wall / wc:.1f}", f"{wall / duckdb:.2f}"]
            for name, (wall, cpu, peak, _) in results.items()
        ],
    )


def nps_by_site(report):
    question = next(question for question in report["questions"] if question["id"] == "recommend")
    score = next(at for at, column in enumerate(question["columns"]) if column["metric"] == "nps")
    by_site = {}
    for cell in question["cells"]:
        keys = report["groups"][cell["group"]]["keys"]
        if [report["axes"][key["axis"]].get("id") for key in keys] == ["site"] and keys[0]["value"] != "not_stated":
            by_site[keys[0]["value"]["named"]] = cell["estimates"][score]["value"]
    return by_site


def same_nps(theirs, ours, name):
    sites = [site for site in ours if ours[site] is not None]
    wrong = [site for site in sites if abs(theirs[site] - ours[site]) > 1e-9]
    if wrong or len(sites) != int(SITES):
        sys.exit(f"{name}: another NPS for {wrong[:5]} ({len(sites)} sites)")


def growth(rows, rounds):
    steps = [rows // 10, rows // 5, rows // 2, rows]
    with_ids, bare = definition("ids.yaml", lambda text: text), definition("no-ids.yaml", without_ids)
    contenders = {}
    for step in steps:
        contenders[step, False] = analyze(bare, export(step), "--by", "site")
        contenders[step, True] = analyze(with_ids, export(step), "--by", "site")
    results = in_turn(contenders, rounds)
    lines = []
    for step in steps:
        (wall, _, peak, _), (wall_ids, _, peak_ids, _) = results[step, False], results[step, True]
        lines.append([f"{step:,}", f"{wall:.2f}", f"{peak:.0f}", f"{wall_ids:.2f}", f"{peak_ids:.0f}"])
    table(["responses", "wall s", "peak MiB", "wall s, repeated ids found", "peak MiB"], lines)


def crosstabs(rows, rounds):
    """Every question by every other, 13 × 13, beside the plain run, and beside the same counts alone in DuckDB."""
    file, bare = export(rows), definition("no-ids.yaml", without_ids)
    ids = ",".join(re.findall(r"(?m)^  (\w+): \{ kind", bare.read_text())[: len(QUESTIONS)])
    pairs = [SURVEY, "crosstab", "--rows", ids, "--columns", ids, "-f", "json", bare, file]
    contenders = {
        "`survey analyze`": analyze(bare, file),
        "`survey crosstab`, 13 × 13 questions with tests": pairs,
        "DuckDB 2.0, their 78 pairs, counts only": [peers_python(), "-c", DUCKDB_PAIRS, file, json.dumps(QUESTIONS)],
    }
    results = in_turn(contenders, rounds)
    (_, plain), (_, ours), (_, duckdb) = results.items()
    same_pairs(json.loads(duckdb[3]), json.loads(ours[3]))
    print(f"\n{rows:,} responses; medians of {rounds} rounds")
    table(
        ["", "wall s", "CPU s", "peak MiB", "× plain", "× DuckDB"],
        [
            [name, f"{wall:.2f}", f"{cpu:.2f}", f"{peak:.0f}", f"{wall / plain[0]:.1f}", f"{wall / duckdb[0]:.2f}"]
            for name, (wall, cpu, peak, _) in results.items()
        ],
    )


def same_pairs(theirs, ours):
    """The first two questions counted together, answer by answer, as DuckDB counted them."""
    stub = next(stub for stub in ours["stubs"] if stub["id"] == "recommend")
    at = next(at for at, banner in enumerate(ours["banners"]) if banner["id"] == "reception")
    counted = {}
    for column, figures in zip(ours["banners"][at]["columns"], stub["banners"][at]["columns"]):
        for row, cell in zip(stub["rows"], figures["cells"]):
            if row["kind"] == "option" and column["letter"]:
                counted[row["label"], column["values"][0]["named"]] = cell["count"]
    known = {(row[0], row[1]): row[-1] for row in theirs}
    wrong = [pair for pair, count in counted.items() if known.get(pair, 0) != count]
    if wrong or len(counted) != 55:
        sys.exit(f"another count for {wrong[:5]} of {len(counted)} pairs of answers")


def breadth(rows, rounds):
    """Ten segments beside one, and 955 columns of which ten are used beside those ten alone."""
    rows = rows // 10
    ten = definition("ten-segments.yaml", lambda text: text + "".join(
        f"  s{at}: {{ column: S{at}, options: [a, b, c, d] }}\n" for at in range(6)
    ))
    file = WORK / f"ten-segments-{rows}.csv"
    if not file.exists():
        run([SURVEY, "generate", "responses", ten, "-n", rows, "--groups", "10", "-o", file])
    warm(file)
    segments = ["site", "channel", "language", "age", *(f"s{at}" for at in range(6))]
    ten_at_once = [part for segment in segments for part in ("--by", segment)]
    used, wide, narrow = WORK / "ten-columns.yaml", WORK / "955-columns.csv", WORK / "ten-columns.csv"
    used.write_text("survey: ten\nquestions:\n" + "".join(
        f"  q{at}: {{ kind: rating, min: 1, max: 5, column: q{at} }}\n" for at in range(10)
    ))
    if not wide.exists():
        write_wide(wide, narrow)
    warm(wide), warm(narrow)
    contenders = {
        "one segment": (file, analyze(ten, file, "--by", "site")),
        "ten segments": (file, analyze(ten, file, *ten_at_once)),
        "`wc -l`, ten columns": (narrow, ["wc", "-l", narrow]),
        "ten columns": (narrow, analyze(used, narrow)),
        "`wc -l`, 955 columns": (wide, ["wc", "-l", wide]),
        "955 columns, ten used": (wide, analyze(used, wide)),
    }
    results = in_turn({name: command for name, (_, command) in contenders.items()}, rounds)
    lines = []
    for name, (wall, cpu, peak, _) in results.items():
        size = contenders[name][0].stat().st_size / 1e6
        lines.append([name, f"{size:,.0f}", f"{wall:.3f}", f"{cpu:.3f}", f"{peak:.0f}"])
    table(["", "MB", "wall s", "CPU s", "peak MiB"], lines)


def write_wide(wide, narrow):
    """100,000 rows of 955 columns, and ten of those columns, spread over the rows, by themselves."""
    chance = random.Random(1)
    used = {at * 95: f"q{at}" for at in range(10)}
    with open(wide, "w") as every, open(narrow, "w") as ten:
        every.write(",".join(used.get(at, f"c{at}") for at in range(955)) + "\n")
        ten.write(",".join(used.values()) + "\n")
        filler = [str(chance.randint(0, 9)) for _ in range(955)]
        for _ in range(100_000):
            answers = {at: str(chance.randint(1, 5)) for at in used}
            every.write(",".join(answers.get(at, cell) for at, cell in enumerate(filler)) + "\n")
            ten.write(",".join(answers.values()) + "\n")


def start(_, rounds):
    """What a small run costs."""
    file = export(1000)
    with_ids = definition("ids.yaml", lambda text: text)
    results = in_turn(
        {
            "`true`": ["/bin/true"],
            "`survey --version`": [SURVEY, "--version"],
            "`survey check` of the definition": [SURVEY, "check", with_ids],
            "`survey analyze`, 1,000 responses": analyze(with_ids, file),
        },
        rounds * 5,
    )
    table(["", "wall ms", "peak MiB"], [[name, f"{wall * 1e3:.1f}", f"{peak:.0f}"] for name, (wall, _, peak, _) in results.items()])


def main():
    tables = {"peers": peers, "growth": growth, "crosstabs": crosstabs, "breadth": breadth, "start": start}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", choices=[*tables, []], help="which tables to print (default: all)")
    parser.add_argument("--rows", type=int, default=10_000_000, help="responses of the largest export")
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is run")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    run(["cargo", "build", "--release", "--quiet"], cwd=ROOT)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{time.strftime('%B %Y')}, {platform.system()} {platform.machine()}, {cores} cores")
    for name in options.tables or tables:
        tables[name](options.rows, options.rounds)


if __name__ == "__main__":
    main()
