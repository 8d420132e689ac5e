"""A store on disk: its ledger, its current snapshot, how it is opened, migrated and kept small."""
