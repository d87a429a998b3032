#!/bin/sh
# Run in this folder, with `survey` installed.
survey analyze ../../surveys/hospital-inpatient.yaml export.csv --by ward
