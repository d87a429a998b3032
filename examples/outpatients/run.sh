#!/bin/sh
# Run in this folder, with `survey` installed. The answers are made up; R prints the same figures: see figures.R.
survey analyze survey.yaml export.csv --by age
