"""What ships: the articles to run on, the reference tables, the annotator's model."""
