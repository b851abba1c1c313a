"""``python -m flows.cli`` is ``roamledger``."""

from flows.cli import main

if __name__ == "__main__":
    main()
