from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageCms

from ledportal.typesetting import profiles


def test_the_profile_of_the_system_is_taken_where_none_is_named(profile) -> None:
    assert profile.content == profiles.DEBIANS.read_bytes()
    assert profile.name == "Artifex CMYK SWOP Profile"


def test_the_printers_own_profile_is_taken(profile, tmp_path: Path) -> None:
    path = tmp_path / "own.icc"
    path.write_bytes(profile.content.replace(b"Artifex CMYK SWOP Profile", b"Printer CMYK SWOP Profile"))
    own = profiles.found(str(path))
    assert own is not None and own.name == "Printer CMYK SWOP Profile"


def test_what_is_not_a_profile_of_a_press_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "text.icc").write_text("no profile")
    (tmp_path / "screen.icc").write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert [profiles.found(str(tmp_path / name)) for name in ("text.icc", "screen.icc", "none.icc")] == [None, None, None]


def test_white_takes_no_ink_and_colours_look_as_on_the_screen(profile) -> None:
    colours = [(255, 255, 255), (180, 60, 60), (90, 130, 90), (128, 128, 128)]
    picture = Image.new("RGB", (4, 1))
    picture.putdata(colours)
    printed = profiles.in_cmyk(picture, profile)
    assert printed.mode == "CMYK" and printed.getpixel((0, 0)) == (0, 0, 0, 0) and not printed.info
    path = ImageCms.getOpenProfile(str(profiles.DEBIANS))
    seen = ImageCms.profileToProfile(printed, path, ImageCms.createProfile("sRGB"), outputMode="RGB", renderingIntent=1)
    assert seen is not None
    for place, colour in enumerate(colours):
        assert seen.getpixel((place, 0)) == pytest.approx(colour, abs=12)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "P", "L", "1", "CMYK", "I;16"])
def test_pictures_of_every_kind_are_turned_and_what_is_transparent_is_paper(mode: str, profile) -> None:
    picture = Image.new("RGBA", (2, 1), (0, 0, 0, 0)).convert(mode) if mode in {"RGBA", "LA", "PA"} else Image.new(mode, (2, 1))
    for chosen in (profile, None):
        printed = profiles.in_cmyk(picture, chosen)
        assert (printed.mode, printed.size) == ("CMYK", (2, 1))
        if mode in {"RGBA", "LA", "PA"}:
            assert printed.getpixel((0, 0)) == (0, 0, 0, 0)


def test_the_same_picture_is_turned_the_same(profile) -> None:
    picture = Image.linear_gradient("L").convert("RGB")
    assert profiles.in_cmyk(picture, profile).tobytes() == profiles.in_cmyk(picture, profile).tobytes()
    assert profiles.in_cmyk(picture, None).tobytes() != profiles.in_cmyk(picture, profile).tobytes()
