"""`make bench`: every benchmark of this folder."""

from benchmarks import archive, fetching, ledger, loading, places, questions, reading

for benchmark in (reading, places, loading, fetching, archive, questions):
    benchmark.main()
ledger.main([])
