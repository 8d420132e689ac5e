"""Training of the annotator: the only part of the project that imports torch. Nothing here imports Prefect."""
