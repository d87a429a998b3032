#!/usr/bin/env python3
"""Times `survey` counting the clinic's responses in databases, beside the rows of their CSV file, in turn in one run.

    benches/databases.py                        1 million responses
    benches/databases.py --rows 10000000        the same, larger
    benches/spark.sh benches/databases.py       with Spark, whose server that script starts

SURVEY_DRIVERS names the folder with the drivers, as `.ci/databases` and `benches/spark.sh` fetch them; several are
parted by colons. PostgreSQL is asked where SURVEY_TEST_POSTGRES holds its URI and `psql` is there, Spark where
SURVEY_TEST_SPARK does. A database that cannot be had is named and left out. All must give the same report, or nothing is
printed. Peaks are those of `survey` itself: what a server takes is its own, and DuckDB and SQLite run inside.

Needs Python 3.9 and pip. Data is kept in target/benches.
"""

import argparse
import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import compare
from compare import ROOT, WORK, analyze, definition, export, in_turn, run, table, without_ids

TO_PARQUET = """
import duckdb, sys
rows = f"read_csv('{sys.argv[1]}', header = true, all_varchar = true)"
duckdb.sql(f"COPY (SELECT * FROM {rows}) TO '{sys.argv[2]}' (FORMAT parquet)")
"""


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def header(file):
    with open(file, encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def sqlite(file):
    database = file.with_suffix(".db")
    if not database.exists():
        unfinished = database.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        names = [quoted(name) for name in header(file)]
        connection = sqlite3.connect(unfinished)
        connection.execute(f"CREATE TABLE responses ({', '.join(f'{name} TEXT' for name in names)})")
        with open(file, encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            next(rows)
            connection.executemany(f"INSERT INTO responses VALUES ({', '.join('?' * len(names))})", rows)
        connection.commit()
        connection.close()
        unfinished.rename(database)
    return f"sqlite:{database}", "responses"


def parquet(file):
    written = file.with_suffix(".parquet")
    if not written.exists():
        python = WORK / "venv/bin/python"
        if not python.exists():
            run([sys.executable, "-m", "venv", WORK / "venv"])
        run([python, "-m", "pip", "install", "--quiet", *compare.PEERS])
        unfinished = written.with_suffix(".unfinished")
        run([python, "-c", TO_PARQUET, file, unfinished])
        unfinished.rename(written)
    return written


def postgresql(file, uri):
    name = file.stem.replace("-", "_")
    psql = ["psql", "-q", "-v", "ON_ERROR_STOP=1", uri]
    known = subprocess.run([*psql, "-Atc", f"SELECT to_regclass('{name}')"], capture_output=True, text=True, check=True)
    if known.stdout.strip():
        return uri, name
    columns = ", ".join(f"{quoted(column)} TEXT" for column in header(file))
    fill = [
        "BEGIN",
        f"CREATE TABLE {name} ({columns})",
        f"\\copy {name} FROM '{file}' (FORMAT csv, HEADER true)",
        f"ANALYZE {name}",
        "COMMIT",
    ]
    run([*psql, *(part for command in fill for part in ("-c", command))])
    return uri, name


def sources(file, left_out):
    """The table with the export's responses in every database that is here, but those left out."""
    folders = [Path(folder) for folder in os.environ.get("SURVEY_DRIVERS", "").split(os.pathsep) if folder]
    libraries = {
        "SQLite": "adbc_driver_sqlite/lib*",
        "DuckDB": "node_modules/@duckdb/*/libduckdb*",
        "PostgreSQL": "adbc_driver_postgresql/lib*",
        "Spark": "adbc_driver_spark/lib*",
    }
    has = lambda name: name not in left_out and any(next(folder.glob(libraries[name]), None) for folder in folders)
    found, missing = {}, []
    if has("SQLite"):
        found["SQLite"] = sqlite(file)
    else:
        missing.append("SQLite")
    if has("DuckDB"):
        found["DuckDB, Parquet"] = "duckdb:", str(parquet(file))
    else:
        missing.append("DuckDB")
    server = os.environ.get("SURVEY_TEST_POSTGRES")
    if server and shutil.which("psql") and has("PostgreSQL"):
        found["PostgreSQL"] = postgresql(file, server)
    else:
        missing.append("PostgreSQL")
    server = os.environ.get("SURVEY_TEST_SPARK")
    if server and has("Spark"):
        found["Spark, Parquet"] = server, f'parquet."{parquet(file)}"'
    else:
        missing.append("Spark")
    if missing:
        print(f"not here, and left out: {', '.join(missing)}", file=sys.stderr)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="responses")
    parser.add_argument("--without", nargs="*", default=[], metavar="DATABASE", help="leave these out, such as SQLite")
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is run")
    parser.add_argument("--survey", type=Path, help="a program with databases built in (default: it is built)")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    if options.survey:
        compare.SURVEY = options.survey.resolve()
    else:
        run(["cargo", "build", "--release", "--quiet", "--features", "databases"], cwd=ROOT)
    file, bare = export(options.rows), definition("no-ids.yaml", without_ids)
    contenders = {"rows of a CSV file": analyze(bare, file, "--by", "site")}
    for name, (uri, lies_in) in sources(file, options.without).items():
        contenders[name] = analyze(bare, "--source", uri, "--table", lies_in, "--by", "site")
    results = in_turn(contenders, options.rounds)
    wall_of_rows, _, peak_of_rows, report = results["rows of a CSV file"]
    for name, (*_, theirs) in results.items():
        if theirs != report:
            sys.exit(f"{name}: another report")
    print(f"{time.strftime('%B %Y')}: {options.rows:,} responses, by site; medians of {options.rounds} rounds")
    lines = []
    for name, (wall, cpu, peak, _) in results.items():
        cells = [f"{wall:.2f}", f"{wall / wall_of_rows:.2f}", f"{cpu:.2f}", f"{peak:.0f}", f"{peak / peak_of_rows:.2f}"]
        lines.append([name, *cells])
    table(["", "wall s", "× rows", "CPU s", "peak MiB", "× rows"], lines)


if __name__ == "__main__":
    main()
