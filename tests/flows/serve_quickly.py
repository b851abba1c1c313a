"""Serves the flow every few seconds, as ``flow.serve`` does in production; run as a program by test_prefect.py."""

import sys
from datetime import timedelta

from flows.track import track

if __name__ == "__main__":
    track.serve(name="every-few-seconds", interval=timedelta(seconds=5), parameters={"config": sys.argv[1]})
