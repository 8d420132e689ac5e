"""Readers: one small module per input format, each from bytes to `RawArticle`.

A new format is one new file here with one subclass of `Reader`; nothing else has to know of it. Gzip is taken
off before a reader sees the bytes.
"""
