"""`make bench`: every benchmark of this folder."""

from benchmarks import archive, fetching, ledger, loading, places, reading

for benchmark in (reading, places, loading, fetching, archive):
    benchmark.main()
ledger.main([])
