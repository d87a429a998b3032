#!/usr/bin/env python3
"""Times `survey` on weights, sampling designs and replicate weights, beside R's `survey` and Python's `svy`, in turn in one run.

    benches/designs.py                          1 million responses, with R and svy
    benches/designs.py --rows 10000000 --alone  the same, larger, without peers

The responses are the clinic's, 13 questions by 200 sites, with a weight each, 10 wards a site as sampling units, 40 strata
of 5 sites, and 80 bootstrap replicates of the weights (Rao and Wu's, by stratum). `survey` tells every figure of every
question for everybody and each site; the peers tell the NPS of each site with its standard error, nothing more. Scores and
errors must be those of `survey`, or nothing is printed.

Needs Python 3.9 and pip for svy, Rscript with the packages survey and data.table for R (Debian: r-cran-survey,
r-cran-data.table). A peer that is not here is named and left out. Data is kept in target/benches.
"""

import argparse
import csv
import json
import random
import shutil
import subprocess
import sys
import time

from compare import ROOT, SURVEY, WORK, analyze, definition, in_turn, run, table, warm, without_ids

STRATA, SITES, WARDS, REPLICATES = 40, 200, 10, 80
SITES_A_STRATUM = SITES // STRATA
UNITS_A_STRATUM = SITES_A_STRATUM * WARDS

R = """
suppressMessages({library(survey); library(data.table)})
arguments <- commandArgs(TRUE); way <- arguments[2]
factors <- paste0("r", 1:%d)
wanted <- c("Recommend", "Site", "Stratum", "Unit", "Weight", if (way == "replicates") factors)
d <- as.data.frame(fread(arguments[1], select = wanted, showProgress = FALSE, nThread = 2))
score <- suppressWarnings(as.integer(d$Recommend))
d$nps <- (score >= 9) - (score <= 6)
d <- d[!is.na(d$nps), ]
design <- switch(way,
    weights = svydesign(~1, weights = ~Weight, data = d),
    units = svydesign(~Unit, strata = ~Stratum, weights = ~Weight, data = d),
    replicates = svrepdesign(weights = ~Weight, repweights = d[factors], type = "bootstrap", combined.weights = FALSE, data = d))
by <- svyby(~nps, ~Site, design, svymean)
by <- by[by$Site != "", ]
cat(paste0('{', paste0('"', by$Site, '":[', sprintf("%%.15g", 100 * by$nps), ",", sprintf("%%.15g", 100 * by$se), "]", collapse = ","), "}"))
""" % REPLICATES

SVY = """
import json, sys
import polars as pl, svy
score = pl.col("Recommend").cast(pl.Int64, strict=False)
rows = pl.scan_csv(sys.argv[1], infer_schema=False).select("Site", score.alias("score"), pl.col("Weight").cast(pl.Float64))
rows = rows.filter(pl.col("score").is_not_null() & pl.col("Site").is_not_null())
rows = rows.with_columns(nps=((pl.col("score") >= 9).cast(pl.Int8) - (pl.col("score") <= 6).cast(pl.Int8)).cast(pl.Float64)).collect()
found = svy.Sample(data=rows, design=svy.Design(wgt="Weight")).estimation.mean("nps", by="Site")
print(json.dumps({one.by_level[0]: [100 * one.est, 100 * one.se] for one in found.estimates}))
"""


def drawn(rows):
    """The clinic's export with weights, strata, units and replicates."""
    file = WORK / f"drawn-{rows}.csv"
    if not file.exists():
        # Without comments, every response is a line.
        plain, bare = WORK / f"plain-{rows}.csv", definition("no-ids.yaml", without_ids)
        run([SURVEY, "generate", "responses", bare, "-n", rows, "--groups", SITES, "-o", plain])
        chance = random.Random(2)
        factors = replicates(chance)
        weights = [f"{chance.lognormvariate(0, 0.6):.3f}" for _ in range(10_007)]
        unfinished = file.with_suffix(".unfinished")
        with open(plain, encoding="utf-8") as before, open(unfinished, "w", encoding="utf-8") as after:
            header = next(before).rstrip("\r\n")
            site = next(csv.reader([header])).index("Site")
            after.write(f"{header},Weight,Stratum,Unit," + ",".join(f"r{at + 1}" for at in range(REPLICATES)) + "\n")
            numbers = {}
            for at, line in enumerate(before):
                line = line.rstrip("\r\n")
                name = next(csv.reader([line]))[site]
                where = numbers.setdefault(name, len(numbers)) % SITES
                ward = where * WARDS + chance.randrange(WARDS)
                after.write(f"{line},{weights[at % len(weights)]},s{where // SITES_A_STRATUM},u{ward},{factors[ward]}\n")
        unfinished.rename(file)
        plain.unlink()
    warm(file)
    return file


def replicates(chance):
    """Per unit the factors of its weight: n/(n − 1) times as often as it was drawn, n − 1 units being drawn a stratum."""
    units = STRATA * UNITS_A_STRATUM
    factors = [[0] * REPLICATES for _ in range(units)]
    for replicate in range(REPLICATES):
        for stratum in range(STRATA):
            for _ in range(UNITS_A_STRATUM - 1):
                factors[stratum * UNITS_A_STRATUM + chance.randrange(UNITS_A_STRATUM)][replicate] += 1
    scale = UNITS_A_STRATUM / (UNITS_A_STRATUM - 1)
    return [",".join(f"{scale * times:.6g}" for times in of_unit) for of_unit in factors]


def definitions():
    with_segments = lambda text: without_ids(text) + "  stratum: Stratum\n  unit: Unit\n"
    weighted = lambda text: with_segments(text) + "weight: Weight\n"
    designed = lambda text: weighted(text) + "design: { strata: stratum, clusters: unit }\n"
    replicated = lambda text: weighted(text) + (
        "design: { replicates: { columns: 'r*', method: bootstrap, combined: false } }\n"
    )
    return {
        "`survey`": definition("plain.yaml", with_segments),
        "`survey`, weights": definition("weights.yaml", weighted),
        "`survey`, strata and units": definition("units.yaml", designed),
        "`survey`, 80 replicates": definition("replicates.yaml", replicated),
    }


def peers(file):
    found = {}
    if shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(survey); library(data.table)"], capture_output=True).returncode == 0:
        for way, name in [("weights", "weights"), ("units", "strata and units"), ("replicates", "80 replicates")]:
            found[f"R `survey`, {name}, NPS only"] = ["Rscript", "-e", R, file, way]
    else:
        print("not here, and left out: Rscript with survey and data.table", file=sys.stderr)
    python = WORK / "svy/bin/python"
    if not python.exists():
        run([sys.executable, "-m", "venv", WORK / "svy"])
        run([python, "-m", "pip", "install", "--quiet", "svy==0.35.0", "polars"])
    found["`svy` (Python), weights, NPS only"] = [python, "-c", SVY, file]
    return found


def scores(report):
    """The NPS of each site with its standard error."""
    report = json.loads(report)
    if "questions" not in report:
        return report
    question = next(question for question in report["questions"] if question["id"] == "recommend")
    at = next(at for at, column in enumerate(question["columns"]) if column["metric"] == "nps")
    found = {}
    for cell in question["cells"]:
        keys = report["groups"][cell["group"]]["keys"]
        if keys and isinstance(keys[0]["value"], dict):
            estimate = cell["estimates"][at]
            found[keys[0]["value"]["named"]] = [estimate["value"], estimate["se"]]
    return found


def largest_difference(ours, theirs, name):
    """The largest relative one, of scores in points and of errors."""
    if ours.keys() != theirs.keys():
        sys.exit(f"{name}: other sites")
    far = lambda one, other: abs(one - other) / max(abs(other), 1e-6)
    return max(far(mine, other) for site in ours for mine, other in zip(ours[site], theirs[site]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="responses")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is run")
    parser.add_argument("--alone", action="store_true", help="without peers")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    run(["cargo", "build", "--release", "--quiet"], cwd=ROOT)
    file = drawn(options.rows)
    contenders = {name: analyze(text, file, "--by", "site", format="json") for name, text in definitions().items()}
    same = {"weights": "`survey`, weights", "strata": "`survey`, strata and units", "80": "`survey`, 80 replicates"}
    if not options.alone:
        contenders.update(peers(file))
    results = in_turn(contenders, options.rounds)
    ours, lines = {name: scores(results[name][3]) for name in definitions()}, []
    plain = results["`survey`"][0]
    for name, (wall, cpu, peak, printed) in results.items():
        twin = next((twin for word, twin in same.items() if f", {word}" in name and twin != name), None)
        far = largest_difference(ours[twin], scores(printed), name) if twin else None
        if far is not None and far > 1e-6:
            sys.exit(f"{name}: other scores or errors, by {far:.1e} of themselves")
        beside = [f"{wall / results[twin][0]:.1f}", f"{far:.0e}"] if twin else ["", ""]
        lines.append([name, f"{wall:.2f}", f"{wall / plain:.2f}", f"{cpu:.2f}", f"{peak:.0f}", *beside])
    print(f"{time.strftime('%B %Y')}: {options.rows:,} responses, {file.stat().st_size / 1e9:.2f} GB; medians of {options.rounds} rounds")
    table(["", "wall s", "× plain", "CPU s", "peak MiB", "× `survey` doing the same", "largest relative difference"], lines)


if __name__ == "__main__":
    main()
