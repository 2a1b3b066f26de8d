"""The text of a regulation's file: .txt in UTF-8 or UTF-16, .docx, .pdf with a text layer."""

from __future__ import annotations

from pathlib import Path

from bot.failures import Failure


def read_text(path: Path) -> str:
    """The text, one line a paragraph. Raises Failure in the user's words; a text file never fails: odd bytes are replaced."""
    match path.suffix.lower():
        case ".docx":
            return _docx(path)
        case ".pdf":
            return _pdf(path)
        case _:
            return _plain(path.read_bytes())


def _plain(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")


def _docx(path: Path) -> str:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise Failure(f"{path}: this is no .docx document") from error
    rows: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            rows.append(block.text)
    return "\n".join(rows)


def _pdf(path: Path) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    except (PyPdfError, ValueError, KeyError) as error:
        raise Failure(f"{path}: this .pdf cannot be read ({error})") from error
    text = "\f".join(pages)
    if not text.strip():
        raise Failure(f"{path}: the .pdf holds pictures without text; run it through text recognition first")
    return text
