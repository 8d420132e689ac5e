"""What every extractor reads: a document, its tokens and their forms; nothing here knows a task."""
