"""Which article entities are one across articles: pure functions over distinct names, no I/O beyond loading seeds once.

The unit is a block: the names that may be one another's. What a block says depends on its evidence alone, so the order
and size of the loads that brought it do not matter.
"""

from flows.linking.evidence import Link, Seen, link

__all__ = ["Link", "Seen", "link"]
