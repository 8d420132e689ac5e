"""From a document to its names, each joined with the other names of the same bearer."""

from flows.derive.names.cluster import Cluster, normalised
from flows.derive.names.find import Name, find_names
from flows.derive.names.join import cluster_names

__all__ = ["Cluster", "Name", "cluster_names", "find_names", "normalised"]
