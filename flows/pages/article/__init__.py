"""The page of one article: its body verbatim, each row marked at its characters."""
