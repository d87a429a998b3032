#!/bin/sh
# Run in this folder, with `survey` installed.
survey analyze ../../surveys/nhs-fft.yaml export.csv --by site --every month
