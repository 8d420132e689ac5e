"""From a body to its annotation: tokens, sentences, tags, trees and names, at offsets that hold."""
