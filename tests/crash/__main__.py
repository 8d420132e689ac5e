"""`python -m tests.crash`: kill -9 at random moments (`random_kills`)."""

import argparse
import secrets
import sys

from tests.crash.random_kills import main

parser = argparse.ArgumentParser(description="kill -9 at random moments, and hold the store to its promises after each")
parser.add_argument("--times", type=int, default=200, help="how many trials there are")
parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32), help="of a run that is to be repeated")
parser.add_argument("--begin", type=int, default=0, help="the trial from which on it goes on")
options = parser.parse_args()
sys.exit(main(options.times, options.seed, options.begin))
