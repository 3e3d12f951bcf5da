"""Where what is printed stands, read from the PDF in millimetres by poppler, and what the QR code says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
import segno

from ledportal.invitations.codes import in_groups, new_code
from ledportal.letters import setting
from ledportal.letters.defaults import first_letter
from ledportal.letters.models import LetterRun
from ledportal.municipalities.models import Municipality
from ledportal.script import to_latin
from ledportal.typesetting.qr_codes import MASK
from tests.pdfs import POINTS, Word, pages

DAY = date(2026, 11, 26)
WINDOWS = {"DL": (220, 110, 15, 105), "American": (230, 110, 15, 105), "C5": (229, 162, 60, 148.5)}
"""The envelope's size, how far the window is from its lower edge, and how high the folded letter is.

The window is 90 × 45 mm, 20 mm from the left or from the right.
"""
LONG = "Bulevar despota Stefana Lazarevića i vojvode Živojina Mišića, ulaz iz dvorišta, treći sprat "


def town(name: str = "Bečej", street: str = "Trg oslobođenja 2", place: str = "Bečej", kind: str = "municipality") -> Any:
    values = {"name_latin": name, "name_cyrillic": "Бечеј", "kind": kind}
    postal = {"postal_street": street, "postal_postcode": "21220", "postal_place": place}
    return SimpleNamespace(office=SimpleNamespace(municipality=Municipality(**values, **postal)))


TOWNS = [
    town(),
    town("Smederevska Palanka", kind="city"),
    town("Savski Venac", LONG, "Beograd (Savski Venac), poštanski fah 12", kind="city_municipality"),
    town("Novi Beograd", (LONG * 4)[:300], LONG[:100], kind="city_municipality"),
    town("Vrnjačka Banja", "x" * 300, "y" * 100),
]
"""What is usual, and the longest that can be entered."""
TOO_WIDE = town("Bor", "Ђ" * 300, "Њ" * 100)


SENDER = "CenTriR\nBulevar despota Stefana 100\n11000 Beograd"


def letter_run(envelope: str = "window_dl", script: str = "sr_Latn", sender: str = SENDER) -> LetterRun:
    words = {"sender": sender, "signed_by": "Ana Anić", "position": "direktorka", "deadline": date(2027, 1, 31)}
    return LetterRun(**{**first_letter(), **words, "name": "Prvi poziv", "envelope": envelope, "script": script})


def set_in(folder: Path, template: str, run: LetterRun, codes: list[tuple[Any, str]]) -> Path:
    path = folder / f"{template}.pdf"
    path.write_bytes(setting.pdf(template, setting.prepare(run, codes, day=DAY), day=DAY))
    return path


def words_of(path: Path) -> list[Sequence[Word]]:
    """Return the words of each page."""
    return [page.words for page in pages(path)]


def inside(boxes: Sequence[Word], left: float, top: float, right: float, bottom: float) -> list[Word]:
    return [each for each in boxes if left <= each.left and each.right <= right and top <= each.top and each.bottom <= bottom]


def beside_the_day(boxes: Sequence[Word]) -> list[Word]:
    """Return the words between the letterhead and the subject without the day, which stands on the other side."""
    found = [each for each in boxes if 45 < each.top < 95]
    (number,) = [each for each in found if each.text in {"26.", "26.11.2026."}]
    return [each for each in found if (each.left < 105) != (number.left < 105)]


def address_of(boxes: Sequence[Word]) -> list[Word]:
    """Return the words below the line of the sender."""
    return [each for each in beside_the_day(boxes) if each.top > 53]


def said(boxes: Sequence[Word]) -> str:
    return "".join(each.text for each in boxes).replace("\u200b", "")


@pytest.mark.parametrize("script", ["sr_Latn", "sr_Cyrl"])
@pytest.mark.parametrize("envelope", ["window_dl", "window_dl_right"])
def test_every_address_shows_in_the_window_however_the_letter_slides(context, tmp_path, envelope, script):
    path = set_in(tmp_path, "letter", letter_run(envelope, script), [(each, new_code()) for each in TOWNS])
    found = words_of(path)
    assert len(found) == len(TOWNS)
    for boxes in found:
        address = address_of(boxes)
        assert len(address) >= 6 and "21220" in said(address)
        for width, height, below, folded in WINDOWS.values():
            left, to_the_right = width - 110 if envelope.endswith("_right") else 20, width - 210
            bottom, down = height - below, height - folded
            assert inside(address, left, bottom - 45, left + 90 - to_the_right, bottom - down) == address


@pytest.mark.parametrize("side", ["", "_right"])
def test_an_envelope_of_another_size_changes_nothing_but_the_folds(context, tmp_path, side):
    runs = [letter_run(f"{each}{side}") for each in ("window_dl", "window_c5")]
    first, second = (words_of(set_in(tmp_path, "letter", run, [(town(), "A" * 12)])) for run in runs)
    assert first == second


def test_the_whole_address_is_there(context, tmp_path):
    path = set_in(tmp_path, "letter", letter_run(), [(each, new_code()) for each in TOWNS])
    for letter, boxes in zip(TOWNS, words_of(path), strict=True):
        printed, municipality = to_latin(said(address_of(boxes))), letter.office.municipality
        for text in (municipality.name_latin, municipality.postal_street, municipality.postal_place):
            assert to_latin(text).replace(" ", "") in printed


def test_an_address_without_room_is_named(context, tmp_path):
    for template, longer in (("letter", TOO_WIDE), ("envelope", town("Bor", "Ђ" * 1500))):
        with pytest.raises(setting.TooLong) as refusal:
            set_in(tmp_path, template, letter_run("dl"), [(town(), new_code()), (longer, new_code())])
        assert refusal.value.whose == ["Bor"]


@pytest.mark.parametrize(
    ("sender", "lines"),
    [
        (SENDER, 3),
        (f"CenTriR – Centar za transformaciju i razvoj\n{SENDER}\nwww.centrir.example.org", 5),
        ("\n".join(["Đorđe " * 10] * 5), 2),
    ],
)
def test_the_sender_above_the_address_is_never_cut_off(context, tmp_path, sender, lines):
    (boxes,) = words_of(set_in(tmp_path, "letter", letter_run(sender=sender), [(town(), new_code())]))
    above = [each for each in boxes if each.left < 90 and 50 < each.top < 57]
    assert inside(above, 24.9, 50, 90.1, 55.8) == above
    assert said(above) == "·".join(line.replace(" ", "") for line in sender.splitlines()[:lines])


@pytest.mark.parametrize(("envelope", "width", "height"), [("dl", 220, 110), ("c5", 229, 162)])
def test_envelopes_have_their_size_and_the_address_at_the_lower_right(context, tmp_path, envelope, width, height):
    path = set_in(tmp_path, "envelope", letter_run(envelope), [(each, "") for each in TOWNS])
    with pikepdf.open(path) as pdf:
        sizes = {tuple(round(float(each) / POINTS, 1) for each in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {(width, height)}
    for boxes in words_of(path):
        sender = [each for each in boxes if each.left < width / 2 - 10]
        address = [each for each in boxes if each not in sender]
        assert inside(sender, 14.9, 10, 90, 40) == sender and "CenTriR" in said(sender)
        assert inside(address, width / 2, height * 0.4, width - 15, height - 15) == address and "21220" in said(address)


def test_the_fold_marks_stand_where_the_envelope_wants_them(context, tmp_path):
    for envelope, folds in (("window_dl", [105, 210]), ("window_c5", [148.5])):
        path = set_in(tmp_path, "letter", letter_run(envelope), [(town(), new_code())])
        at_the_edge = {round(y, 1) for piece in drawn(path) for x, y in piece if x < 8.5}
        assert sorted(at_the_edge) == folds


def drawn(path: Path) -> list[list[tuple[float, float]]]:
    """Return the points of each piece of each path of the first page, in millimetres from its upper left corner."""
    pieces: list[list[tuple[float, float]]] = []
    matrix, stack = pikepdf.Matrix(), []
    with pikepdf.open(path) as pdf:
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            match str(operator):
                case "q":
                    stack.append(matrix)
                case "Q":
                    matrix = stack.pop()
                case "cm":
                    matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
                case "m" | "l" as part:
                    x, y = matrix.transform(tuple(map(float, operands)))
                    pieces += [[]] if part == "m" else []
                    pieces[-1].append((x / POINTS, 297 - y / POINTS))
    return pieces


def test_the_code_is_printed_once_in_its_letter_and_stands_in_no_other(context, tmp_path):
    codes = [new_code() for _ in TOWNS]
    found = words_of(set_in(tmp_path, "letter", letter_run(), list(zip(TOWNS, codes, strict=True))))
    for code, boxes in zip(codes, found, strict=True):
        assert [said(each).count(in_groups(code)) for each in found] == [int(each is boxes) for each in found]


def test_the_qr_code_says_where_the_code_is_entered(context, tmp_path, monkeypatch):
    monkeypatch.setitem(context.config, "BASE_URL", "https://registar.example.org")
    code = new_code()
    path = set_in(tmp_path, "letter", letter_run(script="sr_Cyrl"), [(town(), code)])
    expected = segno.make(f"https://registar.example.org/cir/poziv/?kod={code}", error="m", micro=False, mask=MASK).matrix
    assert modules(path, len(expected)) == [list(row) for row in expected]


def modules(path: Path, size: int) -> list[list[int]]:
    """Return the modules of the code as they are drawn: 34 mm wide, below the text."""
    pieces = [each for each in drawn(path) if len(each) == 4 and 25 < each[0][0] < 70 and each[0][1] > 120]
    left, top = (min(point[axis] for each in pieces for point in each) for axis in (0, 1))
    found = [[0] * size for _ in range(size)]
    for piece in pieces:
        xs, ys = ([round((point[axis] - start) * size / 34) for point in piece] for axis, start in ((0, left), (1, top)))
        assert max(ys) - min(ys) == 1 and set(zip(xs, ys, strict=True)) == {(x, y) for x in (min(xs), max(xs)) for y in (min(ys), max(ys))}
        found[min(ys)][min(xs) : max(xs)] = [1] * (max(xs) - min(xs))
    return found


def test_qr_codes_are_black_only_and_of_one_curve(context, tmp_path):
    path = set_in(tmp_path, "letter", letter_run(), [(town(), new_code())])
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        fills = [(tuple(map(float, operands)), str(operator)) for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
                 if str(operator) == "k"]  # fmt: skip
    assert set(fills) == {((0.0, 0.0, 0.0, 1.0), "k")}


def test_the_first_letter_fits_on_one_page_in_either_script(context, tmp_path):
    for script in ("sr_Latn", "sr_Cyrl"):
        assert len(words_of(set_in(tmp_path, "letter", letter_run(script=script), [(town(), new_code())]))) == 1
