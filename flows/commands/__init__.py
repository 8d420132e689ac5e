"""The commands of `onrecord`, each beside its options; those that answer from the same modules share one."""
