"""`make bench`: every benchmark of this folder."""

from benchmarks import loading, places, reading

for benchmark in (reading, places, loading):
    benchmark.main()
