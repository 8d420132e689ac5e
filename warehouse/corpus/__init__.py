"""Tables over all articles: the same whatever the order and size of the loads that brought them."""

from warehouse.corpus.aliases import AliasTable
from warehouse.corpus.linker import Linker, Linking
from warehouse.corpus.tables import after_rows_came, before_rows_leave

__all__ = ["AliasTable", "Linker", "Linking", "after_rows_came", "before_rows_leave"]
