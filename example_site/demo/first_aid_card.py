"""A one-page PDF to print, written by hand: PDF 1.4 with the standard Helvetica fonts.

The format: ISO 32000-1, 7.5.2 to 7.5.5 (header, body, cross-reference table, trailer).
"""

from __future__ import annotations

WIDTH, HEIGHT, MARGIN = 420, 595, 36  # A5 in points
REGULAR, BOLD = "F1", "F2"
INK, RED, TEAL = "0.13 0.16 0.20", "0.70 0.13 0.13", "0.09 0.36 0.38"

#: (font, size, colour, space above, text). The steps are those of the article on choking.
LINES = (
    (BOLD, 22, TEAL, 0, "If a child is choking"),
    (
        REGULAR,
        10,
        INK,
        20,
        "A child who coughs loudly is moving air: encourage the coughing, stay close.",
    ),
    (BOLD, 13, RED, 28, "Silent, or cannot breathe, cry or cough: act now"),
    (BOLD, 12, TEAL, 28, "A baby under one year"),
    (
        REGULAR,
        10.5,
        INK,
        18,
        "1.  Lay the baby face down along your thigh, head low and supported.",
    ),
    (REGULAR, 10.5, INK, 16, "2.  Give up to five firm back blows between the shoulder blades."),
    (REGULAR, 10.5, INK, 16, "3.  Turn face up. Give up to five chest thrusts with two fingers."),
    (REGULAR, 10.5, INK, 16, "Check the mouth after each. Take out only what you can see."),
    (BOLD, 12, TEAL, 28, "A child over one year"),
    (REGULAR, 10.5, INK, 18, "1.  Lean the child forwards. Give up to five back blows."),
    (REGULAR, 10.5, INK, 16, "2.  Then up to five abdominal thrusts: fist between navel and ribs,"),
    (REGULAR, 10.5, INK, 14, "     pull sharply inwards and upwards."),
    (BOLD, 13, RED, 30, "Still blocked? Call 999, or your local emergency number"),
    (REGULAR, 10.5, INK, 18, "Put the phone on speaker and go on with blows and thrusts in turn."),
    (
        REGULAR,
        10.5,
        INK,
        16,
        "If the child becomes unresponsive: call 999, then start CPR.",
    ),
    (BOLD, 12, TEAL, 28, "Afterwards"),
    (REGULAR, 10.5, INK, 18, "After thrusts a child must be seen by a health professional."),
    (REGULAR, 10.5, INK, 30, "Our address:  ______________________________________________"),
    (REGULAR, 10.5, INK, 24, "Someone near by:  __________________________________________"),
    (
        REGULAR,
        8,
        INK,
        104,
        "The Small Hours, a demonstration magazine. This card does not replace a first-aid course.",
    ),
)


def first_aid_card() -> bytes:
    """The card as a PDF of one page."""
    page = _drawing()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"
        ).encode("ascii"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        _font("Helvetica"),
        _font("Helvetica-Bold"),
        b"<< /Title (First-aid card: choking) /Creator (wagtail-parenting demo) >>",
    ]
    return _file(objects)


def _font(name: str) -> bytes:
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
    ).encode("ascii")


def _drawing() -> bytes:
    height = HEIGHT - MARGIN - 22
    commands = [f"{TEAL} RG 2 w {MARGIN / 2} {MARGIN / 2} {WIDTH - MARGIN} {HEIGHT - MARGIN} re S"]
    for font, size, colour, above, text in LINES:
        height -= above
        commands.append(
            f"BT {colour} rg /{font} {size} Tf {MARGIN} {height} Td ({_escaped(text)}) Tj ET"
        )
    return "\n".join(commands).encode("cp1252")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: list[bytes]) -> bytes:
    content = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n"
    ) % (len(objects) + 1, table, len(objects) + 1, len(objects), len(content))
