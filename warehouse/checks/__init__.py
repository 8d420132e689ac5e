"""What must hold of a snapshot before it is shown, one statement a check that returns the failing rows."""

from warehouse.checks.run import Check, all_checks, refuse_failed, run_checks

__all__ = ["Check", "all_checks", "refuse_failed", "run_checks"]
