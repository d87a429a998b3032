#!/bin/sh
# Run in this folder, with `survey` installed. The answers are made up: the receptionists were trained on 30 March.
survey compare ../../surveys/phone-training.yaml before.csv -- after.csv
survey compare ../../surveys/phone-training.yaml before.csv after.csv --event phone-training --by site
survey trend phone ../../surveys/phone-training.yaml before.csv after.csv --every week
