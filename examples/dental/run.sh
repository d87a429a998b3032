#!/bin/sh
# Run in this folder, with `survey` installed.
survey analyze ../../surveys/dental.yaml export.csv --by dentist
