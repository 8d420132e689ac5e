"""Formats in XML: feeds, the agencies' NITF, NewsML 1 and NewsML-G2, and dumps of MediaWiki."""

from flows.readers.markup.feed import Feed
from flows.readers.markup.links import Link, links_of
from flows.readers.markup.mediawiki import MediaWiki
from flows.readers.markup.newsml import NewsMl
from flows.readers.markup.newsml1 import NewsMl1
from flows.readers.markup.nitf import Nitf
from flows.readers.markup.xml import document_parts

__all__ = ["Feed", "Link", "MediaWiki", "NewsMl", "NewsMl1", "Nitf", "document_parts", "links_of"]
