"""Every Vietnamese sentence that the bot says lives in bot/messages; patterns that read people's words may stand elsewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")


def docstrings(tree: ast.Module) -> set[ast.expr]:
    found: set[ast.expr] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(first.value)
    return found


def patterns(tree: ast.Module) -> set[ast.expr]:
    """String parts inside re.compile(…): they read, they do not speak."""
    found: set[ast.expr] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "compile"
        ):
            found |= {inner for inner in ast.walk(node) if isinstance(inner, ast.expr)}
    return found


def spoken(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = docstrings(tree) | patterns(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            text = node.value
            if VIETNAMESE.search(text) and " " in text.strip() and not text.startswith("(?"):
                yield node.lineno, text


def test_no_sentence_is_said_outside_the_messages() -> None:
    strays = [
        f"{path.relative_to(ROOT)}:{line} says {text[:60]!r}"
        for path in sorted((ROOT / "bot").rglob("*.py"))
        if "messages" not in path.parts
        for line, text in spoken(path)
    ]
    assert not strays, "\n".join(strays)
