"""The door as OpenAPI 3.1, made from the very shapes that read and write its messages. Pure."""

from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from zhucun.sync import messages
from zhucun.sync.envelopes import Envelope
from zhucun.sync.kinds import KINDS

VERSION = "1"
Mode = Literal["validation", "serialization"]
SECONDS = {"schema": {"type": "integer"}, "description": "Seconds to wait."}
REF = "#/components/schemas/{model}"
BY_DEVICE: list[dict[str, list[str]]] = [{"device": []}]
BY_SESSION: list[dict[str, list[str]]] = [{"session": []}]
POSTS: dict[str, tuple[type[BaseModel], type[BaseModel], str]] = {
    "/api/field/devices": (
        messages.Enrol,
        messages.Enrolled,
        "Make a phone known to whoever has just signed in.",
    ),
    "/api/field/hello": (
        messages.Hello,
        messages.Greeted,
        "What the phone keeps, what the door has forgotten.",
    ),
    "/api/field/push": (
        messages.Push,
        messages.Pushed,
        "Envelopes; each is an `Envelope` and is answered by itself.",
    ),
    "/api/field/pull": (messages.Pull, messages.Pulled, "What differs from what the phone has."),
}
PHOTO = "/api/field/photos/{digest}"


def document() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Zhucun field door",
            "version": VERSION,
            "description": "What the messages mean and what may be relied on is said in docs/offline.md.",
        },
        "paths": {path: _post(path) for path in POSTS} | {PHOTO: _photo()},
        "components": {"schemas": _schemas(), "securitySchemes": _security()},
    }


def _post(path: str) -> dict[str, Any]:
    said, told, summary = POSTS[path]
    security = BY_SESSION if path.endswith("devices") else BY_DEVICE
    body = {"required": True, "content": {"application/json": {"schema": _ref(said)}}}
    return {
        "post": {"summary": summary, "security": security, "requestBody": body, "responses": _answers(told)}
    }


def _photo() -> dict[str, Any]:
    name = {
        "name": "digest",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }
    octets = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    answers = {"security": BY_DEVICE, "responses": _answers(messages.Piece)}
    return {
        "parameters": [name],
        "get": {"summary": "How much of a picture is there.", **answers},
        "put": {
            "summary": "A further piece of a picture; `of` is its whole length.",
            "parameters": [_number("at"), _number("of")],
            "requestBody": {"required": True, "content": octets},
            **answers,
        },
    }


def _number(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "integer", "minimum": 0}}


def _answers(told: type[BaseModel]) -> dict[str, Any]:
    problem = {
        "description": "Nothing was done; why.",
        "content": {"application/json": {"schema": _ref(messages.Problem)}},
    }
    return {
        "200": {"description": "Done.", "content": {"application/json": {"schema": _ref(told)}}},
        "4XX": problem,
        "429": {**problem, "description": "Asked too often.", "headers": {"Retry-After": SECONDS}},
    }


def _schemas() -> dict[str, Any]:
    said: list[type[BaseModel]] = [Envelope, *(shape for shape, _told, _summary in POSTS.values())]
    told: list[type[BaseModel]] = [messages.Piece, messages.Problem]
    told += [shape for _said, shape, _summary in POSTS.values()]
    shapes: list[tuple[type[BaseModel], Mode]] = [(shape, "validation") for shape in said]
    shapes += [(shape, "serialization") for shape in told]
    _keys, schemas = models_json_schema(shapes, ref_template=REF)
    bodies = {
        _body_name(name): kind.shape.model_json_schema(ref_template=REF) for name, kind in KINDS.items()
    }
    found = {**schemas["$defs"]}
    for name, schema in bodies.items():
        found |= schema.pop("$defs", {})
        found[name] = schema
    return dict(sorted(found.items()))


def _body_name(kind: str) -> str:
    return f"body.{kind}"


def _ref(shape: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REF.format(model=shape.__name__)}


def _security() -> dict[str, Any]:
    device = "Device <county>.<id>.<secret>"
    return {
        "device": {"type": "apiKey", "in": "header", "name": "Authorization", "description": device},
        "session": {"type": "apiKey", "in": "cookie", "name": "session"},
    }
