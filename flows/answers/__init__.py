"""Answers to questions about a warehouse: one SQL statement, its bound parameters, and the form of the result."""

from flows.answers.formats import FORMATS, write_answer
from flows.answers.question import Question, ask, parse_parameters
from flows.answers.questions import figures_question, quotes_question

__all__ = ["FORMATS", "Question", "ask", "figures_question", "parse_parameters", "quotes_question", "write_answer"]
