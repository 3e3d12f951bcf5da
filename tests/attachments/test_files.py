from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from ledportal.attachments import files
from ledportal.extensions import db
from tests.attachments.files import bomb, pdf, picture
from tests.factories import NOW, make_user, office

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def store_image(stream, purpose="photo", **kwargs):
    return files.store_image(stream, purpose, office(), by=make_user(), at=NOW, **kwargs)


def store_pdf(stream):
    return files.store_pdf(stream, "document", office(), by=make_user(), at=NOW, filename="plan.pdf")


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_written_anew_as_webp(context, format):
    attachment = store_image(picture(format), filename="C:\\slike\\Hala 1.PNG")
    db.session.commit()
    assert (attachment.media_type, attachment.filename, attachment.width, attachment.height) == ("image/webp", "Hala 1.webp", 40, 20)
    with Image.open(files.path_of(attachment)) as kept:
        assert (kept.format, kept.size) == ("WEBP", (40, 20))


def test_exif_turns_the_picture_and_goes(context):
    attachment = store_image(picture("JPEG", exif={ORIENTATION: 6, MAKE: "SECRETCAMERA"}))
    with Image.open(files.path_of(attachment)) as kept:
        assert (kept.size, dict(kept.getexif())) == ((20, 40), {})
    assert b"SECRETCAMERA" not in files.path_of(attachment).read_bytes()


@pytest.mark.parametrize(("purpose", "side"), [("logo", 600), ("photo", 2000)])
def test_a_large_picture_is_made_smaller(context, purpose, side):
    attachment = store_image(picture(size=(3000, 1500)), purpose)
    assert (attachment.width, attachment.height) == (side, side // 2)


def test_transparency_stays(context):
    attachment = store_image(picture(color=(255, 0, 0, 128)))
    with Image.open(files.path_of(attachment)) as kept:
        assert kept.mode == "RGBA"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(50),
        b"\x89PNG\r\n\x1a\n" + bytes(30),
        b"%PDF-1.7 no",
        b"BM" + bytes(90),
    ],
)
def test_what_is_no_picture_is_refused(context, content):
    with pytest.raises(files.Refused):
        store_image(BytesIO(content))


def test_a_picture_that_breaks_off_is_refused(context):
    whole = picture("JPEG", (400, 400)).getvalue()
    with pytest.raises(files.Refused):
        store_image(BytesIO(whole[: len(whole) // 2]))


@pytest.mark.parametrize("side", [6_400, 12_000, 20_000])
def test_too_many_pixels_are_refused(context, side):
    with pytest.raises(files.Refused) as refused:
        store_image(bomb(side))
    assert refused.value.values == {"limit": 40}


@pytest.mark.filterwarnings("ignore")
def test_pixels_are_counted_where_the_library_only_warns(context):
    with pytest.raises(files.Refused):
        store_image(bomb(6_400))


@pytest.mark.parametrize("format", ["JPEG", "WEBP"])
def test_notes_and_colour_profile_go(context, format):
    stream = BytesIO()
    Image.new("RGB", (9, 9)).save(stream, format, xmp=b"<x:xmpmeta>SECRETPLACE</x:xmpmeta>", icc_profile=b"SECRETPROFILE" * 20)
    stream.seek(0)
    assert b"SECRET" not in files.path_of(store_image(stream)).read_bytes()


def test_a_file_over_ten_megabytes_is_refused(context):
    with pytest.raises(files.Refused) as refused:
        store_image(BytesIO(bytes(files.LONGEST_FILE + 1)))
    assert refused.value.values == {"limit": 10}


def test_refusing_400_megapixels_takes_less_than_50_megabytes():
    code = (
        "import resource; from tests.attachments.files import bomb; from ledportal.attachments import files\n"
        "data = bomb(20_000).getvalue()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: files._decode(data, 2000)\n"
        "except files.Refused: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    grown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert int(grown) < 50 * 1024


def _traces(document):
    with document.open_metadata() as about:
        about["dc:creator"] = ["Tajna Osoba"]
    document.docinfo.update({"/Title": "Plan razvoja", "/Author": "Tajna Osoba", "/Creator": "Tajni program"})
    picture = pikepdf.Stream(document, b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
    picture.Metadata = document.make_stream(b"<x>Tajna Osoba</x>")
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=document.make_indirect(picture)))
    document.pages[0].PieceInfo = pikepdf.Dictionary(Word=pikepdf.Dictionary(Private="Tajna Osoba"))


def test_a_pdf_is_kept_without_what_says_who_made_it(context):
    stream = pdf(_traces, compress_streams=False)
    assert b"Tajn" in stream.getvalue()
    attachment, again = store_pdf(stream), store_pdf(BytesIO(stream.getvalue()))
    assert (attachment.media_type, attachment.filename) == ("application/pdf", "plan.pdf")
    kept = files.path_of(attachment).read_bytes()
    assert b"Tajn" not in kept and b"PieceInfo" not in kept and attachment.size == len(kept)
    with pikepdf.open(BytesIO(kept)) as document:
        assert len(document.pages) == 1 and dict(document.docinfo) == {"/Title": "Plan razvoja"}
    assert again.sha256 == attachment.sha256


def test_a_signed_pdf_is_kept_as_it_is(context):
    def sign(document):
        _traces(document)
        signature = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=pikepdf.String("x"))
        field = document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=document.make_indirect(signature)))
        document.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=[field])

    stream = pdf(sign)
    assert files.path_of(store_pdf(stream)).read_bytes() == stream.getvalue()


def test_a_pdf_that_opens_at_a_place_is_fine(context):
    def change(document):
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.XYZ, 0, 0, 0])

    assert store_pdf(pdf(change)).media_type == "application/pdf"


def _script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _launch(document):
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))
    document.pages[0].Annots = pikepdf.Array([link])


def _page_script(document):
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def _embedded(document):
    document.attachments["x.exe"] = b"MZ"


@pytest.mark.parametrize("change", [_script, _launch, _page_script, _embedded])
def test_a_pdf_that_does_something_is_refused(context, change):
    with pytest.raises(files.Refused, match="scripts, actions or other files"):
        store_pdf(pdf(change))


def _bomb(document):
    document.Root.Keep = pikepdf.String("A" * 80_000_000)


def test_a_pdf_that_unpacks_to_more_than_64_megabytes_is_refused(context):
    stream = pdf(_bomb, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert len(stream.getvalue()) < 200_000
    with pytest.raises(files.Refused, match="cannot be read"):
        store_pdf(stream)


def test_a_locked_pdf_is_refused(context):
    with pytest.raises(files.Refused, match="locked"):
        store_pdf(pdf(encryption=pikepdf.Encryption(owner="x", user="y")))
    with pytest.raises(files.Refused, match="locked"):
        store_pdf(pdf(encryption=pikepdf.Encryption(owner="x", user="")))


@pytest.mark.parametrize("content", [b"%PDF-1.7\nrubbish", b"%PDF-", b"MZ" + bytes(100), b"  %PDF-1.7"])
def test_what_is_no_pdf_is_refused(context, content):
    with pytest.raises(files.Refused):
        store_pdf(BytesIO(content))


def test_store_goes_by_the_content(context):
    user = make_user()
    types = [files.store(each, "letter", office(), by=user, at=NOW, filename="x").media_type for each in (pdf(), picture())]
    assert types == ["application/pdf", "image/webp"]


def test_sweeping_removes_old_files_without_a_row(context):
    kept, dropped, young = (store_image(picture(size=(size, 1))) for size in (5, 6, 7))
    paths = [files.path_of(each) for each in (kept, dropped, young)]
    for path in paths[:2]:
        os.utime(path, (NOW.timestamp(),) * 2)
    os.utime(paths[2], ((NOW + timedelta(days=2)).timestamp(),) * 2)
    db.session.commit()
    for each in (dropped, young):
        db.session.delete(each)
    db.session.commit()
    assert files.sweep(at=NOW + timedelta(days=2)) == 1
    assert [path.exists() for path in paths] == [True, False, True]
