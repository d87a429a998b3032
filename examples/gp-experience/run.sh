#!/bin/sh
# Run in this folder, with `survey` installed.
survey analyze ../../surveys/gp-experience.yaml export.csv --by site
