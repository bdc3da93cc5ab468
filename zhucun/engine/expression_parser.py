"""From the text of an expression to its tree, by hand and within limits, so that a hostile text ends quickly."""

import re
from dataclasses import dataclass
from enum import StrEnum

from zhucun.engine.expression_tree import CHOICES, Choice, Name, Node, Number, Operation

MOST_CHARACTERS = 200
MOST_NODES = 40
MOST_BRACKETS = 10  # one inside the other
MOST_DIGITS = 9

TOKEN = re.compile(r"[ \t]*(?:([0-9]+)|([a-z][a-z0-9_]*)|([-+*/(),]))")
SUMS, PRODUCTS = frozenset("+-"), frozenset("*/")
END = ""


class Fault(StrEnum):
    """What is wrong with a text; the sentence for it belongs to whoever shows it."""

    TOO_LONG = "too_long"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_DEEP = "too_deep"
    NUMBER_TOO_LARGE = "number_too_large"
    UNKNOWN_CHARACTER = "unknown_character"
    UNKNOWN_FUNCTION = "unknown_function"
    VALUE_WANTED = "value_wanted"  # a number, a name, a bracket, `min` or `max`
    OPERATOR_WANTED = "operator_wanted"  # an operator or the end
    BRACKET_WANTED = "bracket_wanted"
    TWO_WANTED = "two_wanted"  # `min` and `max` choose between two or more


class ExpressionError(ValueError):
    """The text is no expression; `at` is the column (from 0) where it went wrong, `what` is a `Fault`."""

    def __init__(self, what: Fault, at: int) -> None:
        self.what, self.at = what, at
        super().__init__(f"{what} at {at}")


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    at: int


def parse(text: str) -> tuple[Node, frozenset[str]]:
    """The tree of a text and the names it needs."""
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(Fault.TOO_LONG, MOST_CHARACTERS)
    parser = _Parser(_tokens(text))
    return parser.whole(), frozenset(parser.names)


def _tokens(text: str) -> list[Token]:
    tokens, at, end = [], 0, len(text.rstrip(" \t"))
    while at < end:
        found = TOKEN.match(text, at)
        if found is None:
            raise ExpressionError(Fault.UNKNOWN_CHARACTER, end - len(text[at:end].lstrip(" \t")))
        at = found.end()
        word = text[at - len(found[0].lstrip(" \t")) : at]
        tokens.append(Token(word, at - len(word)))
    return [*tokens, Token(END, end)]


class _Parser:
    """Reads tokens from left to right: sums of products of values."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.nodes = 0
        self.brackets = 0
        self.names: set[str] = set()

    def whole(self) -> Node:
        node = self._sum()
        if self._next.text != END:
            raise ExpressionError(Fault.OPERATOR_WANTED, self._next.at)
        return node

    def _sum(self) -> Node:
        node = self._product()
        while self._next.text in SUMS:
            sign = self._take()
            node = self._counted(sign, Operation(sign.text, node, self._product()))
        return node

    def _product(self) -> Node:
        node = self._single()
        while self._next.text in PRODUCTS:
            sign = self._take()
            node = self._counted(sign, Operation(sign.text, node, self._single()))
        return node

    def _single(self) -> Node:
        token = self._take()
        if token.text.isdigit():
            return self._number(token)
        if token.text == "(":
            return self._inside(token)[0]
        if token.text[:1].isalpha():
            return self._word(token)
        raise ExpressionError(Fault.VALUE_WANTED, token.at)

    def _number(self, token: Token) -> Node:
        if len(token.text) > MOST_DIGITS:
            raise ExpressionError(Fault.NUMBER_TOO_LARGE, token.at)
        return self._counted(token, Number(int(token.text)))

    def _word(self, token: Token) -> Node:
        if token.text in CHOICES:
            return self._choice(token)
        if self._next.text == "(":
            raise ExpressionError(Fault.UNKNOWN_FUNCTION, token.at)
        self.names.add(token.text)
        return self._counted(token, Name(token.text))

    def _choice(self, word: Token) -> Node:
        opening = self._take()
        if opening.text != "(":
            raise ExpressionError(Fault.BRACKET_WANTED, opening.at)
        among = self._inside(opening, several=True)
        if len(among) < 2:
            raise ExpressionError(Fault.TWO_WANTED, word.at)
        return self._counted(word, Choice(word.text, among))

    def _inside(self, opening: Token, *, several: bool = False) -> tuple[Node, ...]:
        """What stands between a bracket and the one that closes it."""
        self.brackets += 1
        if self.brackets > MOST_BRACKETS:
            raise ExpressionError(Fault.TOO_DEEP, opening.at)
        nodes = [self._sum()]
        while several and self._next.text == ",":
            self._take()
            nodes.append(self._sum())
        closing = self._take()
        if closing.text != ")":
            raise ExpressionError(Fault.BRACKET_WANTED, closing.at)
        self.brackets -= 1
        return tuple(nodes)

    @property
    def _next(self) -> Token:
        return self.tokens[self.place]

    def _take(self) -> Token:
        token = self.tokens[self.place]
        self.place = min(self.place + 1, len(self.tokens) - 1)
        return token

    def _counted(self, token: Token, node: Node) -> Node:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise ExpressionError(Fault.TOO_MANY_PARTS, token.at)
        return node
