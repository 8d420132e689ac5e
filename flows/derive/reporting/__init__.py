"""From a document to its reports: cue, source and content by syntax, whoever the source is."""
