"""Discord's published description of its API: where it is at hand, request bodies are held against its schemas too.

Its path is in the environment variable DISCORD_API_SPEC, or it lies beside the checkout (shared/discord-api-spec).
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]

BESIDE = Path(__file__).resolve().parents[4] / "shared" / "discord-api-spec" / "openapi.json"
SPEC = "urn:discord"


def path() -> Path:
    """Where the description is, or would be."""
    return Path(os.environ.get("DISCORD_API_SPEC") or BESIDE)


class Published:
    """The description, or nothing. `check` adds a complaint for each way in which a body breaks the schema."""

    def __init__(self, spec: Json | None) -> None:
        self._spec = spec
        self.checked = 0

    @classmethod
    def at_hand(cls) -> Published:
        return cls(_read(path()) if path().is_file() else None)

    def check(self, method: str, path: str, body: Any, complaints: list[str]) -> None:
        """Hold one request body against the schema of its operation."""
        found = self._operation(method, path)
        if found is None or body is None:
            return
        self.checked += 1
        validator = _validator(_pointer("paths", found, method.lower()))
        for error in validator.iter_errors(body):
            complaints.append(f"{method} {path}: the published schema: {error.json_path}: {error.message[:300]}")

    def _operation(self, method: str, path: str) -> str | None:
        if self._spec is None:
            return None
        for template, operations in self._spec["paths"].items():
            pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
            if re.fullmatch(pattern, path) and "requestBody" in operations.get(method.lower(), {}):
                return str(template)
        return None


@cache
def _read(file: Path) -> Json:
    spec: Json = json.loads(file.read_text("utf-8"))
    return spec


@cache
def _validator(pointer: str) -> Draft202012Validator:
    resource = Resource.from_contents(_read(path()), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(SPEC, resource)
    return Draft202012Validator({"$ref": f"{SPEC}#{pointer}"}, registry=registry)


def _pointer(*parts: str) -> str:
    steps = (*parts, "requestBody", "content", "application/json", "schema")
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)
