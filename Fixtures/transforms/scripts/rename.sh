#!/bin/sh
# Gives the draft another title and leaves every other byte as it is.
exec sed 's/"title": "[^"]*"/"title": "Renamed"/'
