"""`make bench`: every benchmark of this folder."""

from benchmarks import loading, reading

for benchmark in (reading, loading):
    benchmark.main()
