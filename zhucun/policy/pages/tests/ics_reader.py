"""A strict reader of calendar files: it refuses what RFC 5545 refuses, so that a test notices."""

import re
from dataclasses import dataclass, field

LINE = re.compile(r"(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=[^:;\"]+)*):(?P<value>.*)", re.DOTALL)
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"}
ESCAPES = {"\\": "\\", ";": ";", ",": ",", "n": "\n", "N": "\n"}
TEXTS = {"UID", "SUMMARY", "DESCRIPTION", "CATEGORIES", "X-WR-CALNAME"}


class NotACalendar(ValueError):
    pass


@dataclass
class Component:
    name: str
    properties: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    inside: list["Component"] = field(default_factory=list)


def read(content: bytes) -> Component:
    text = content.decode("utf-8")
    if not text.endswith("\r\n") or re.search(r"(?<!\r)\n|\r(?!\n)", text):
        raise NotACalendar("every line ends with CRLF")
    raw = text[:-2].split("\r\n")
    for line in raw:
        if len(line.encode()) > 75:
            raise NotACalendar(f"longer than 75 octets: {line}")
    return _component(_unfolded(raw))


def _unfolded(raw: list[str]) -> list[str]:
    lines: list[str] = []
    for line in raw:
        if line.startswith((" ", "\t")):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def _component(lines: list[str]) -> Component:
    open_: list[Component] = []
    for line in lines:
        found = LINE.fullmatch(line)
        if not found:
            raise NotACalendar(f"no content line: {line}")
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            component = Component(value)
            if open_:
                open_[-1].inside.append(component)
            open_.append(component)
        elif name == "END":
            done = open_.pop()
            if done.name != value:
                raise NotACalendar(f"{done.name} is ended as {value}")
            if not open_:
                return done
        else:
            held = open_[-1]
            if name in held.properties and name in ONCE:
                raise NotACalendar(f"{name} twice")
            held.properties[name] = _value(value) if name in TEXTS else value
            held.parameters[name] = found["parameters"]
    raise NotACalendar("never ended")


def _value(value: str) -> str:
    """Text without its escapes; a bare comma, semicolon or unknown escape is refused."""
    said, at = "", 0
    while at < len(value):
        character = value[at]
        if character == "\\":
            at += 1
            if at >= len(value) or value[at] not in ESCAPES:
                raise NotACalendar(f"no such escape in {value}")
            said += ESCAPES[value[at]]
        elif character in ",;":
            raise NotACalendar(f"not escaped: {value}")
        else:
            said += character
        at += 1
    return said
