"""`make bench`: every benchmark of this folder."""

from benchmarks import archive, fetching, ledger, loading, places, questions, reading, rebuilding

for benchmark in (reading, places, loading, fetching, archive, questions):
    benchmark.main()
ledger.main([])
rebuilding.main([])
