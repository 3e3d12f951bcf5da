"""Tables that people download; in the demo they say that their content is invented."""

from __future__ import annotations

from ledportal.downloads import download, file_name

ROWS = [("Place", "State"), ("Bečej", "Confirmed"), ("Ub", "Not confirmed")]


def lines(answer):
    return answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()


def test_a_table_is_parted_as_excel_in_serbian_expects_it_and_saved_under_its_name(context):
    answer = download(ROWS, "stanje.csv")
    assert lines(answer) == ["Place;State", "Bečej;Confirmed", "Ub;Not confirmed"]
    assert (answer.content_type, answer.headers["Content-Disposition"]) == ("text/csv; charset=utf-8", "attachment; filename=stanje.csv")


def test_the_demos_tables_say_in_each_row_and_in_their_name_that_they_are_invented(context, monkeypatch):
    monkeypatch.setitem(context.config, "SAMPLE_DATA", True)
    answer = download(ROWS, "stanje.csv")
    assert lines(answer) == ["Place;State;Sample", "Bečej;Confirmed;Yes", "Ub;Not confirmed;Yes"]
    assert answer.headers["Content-Disposition"] == f"attachment; filename={file_name('stanje.csv')}"
    assert file_name("stanje.csv") == "sample-stanje.csv"
