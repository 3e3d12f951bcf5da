"""Colours of the press: the ICC profile of CMYK colours that is there, and pictures turned into them.

``LEDPORTAL_PRINT_PROFILE`` names the profile that the printer gave. Without it Debian's from libgs-common is taken, for print on coated
paper. Where neither is there, colours are turned plainly, and the printer has to be asked how they come out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms

DEBIANS = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
WHITE = (255, 255, 255, 255)


@dataclass(frozen=True)
class Profile:
    """What a press and its paper make of CMYK colours.

    Attributes:
        name: what the profile says it is about, as ``ISO Coated v2``.
        content: the file, to be put into a PDF.
    """

    name: str
    content: bytes = field(repr=False)


def found(named: str | None) -> Profile | None:
    """Return the profile of that path, or where no path is set that of the system; None where it cannot be read or is of other colours."""
    try:
        content = Path(named or DEBIANS).read_bytes()
        profile = ImageCms.getOpenProfile(BytesIO(content))
        if profile.profile.xcolor_space.strip() != "CMYK" or profile.profile.device_class != "prtr":
            return None
        return Profile(ImageCms.getProfileDescription(profile).strip() or "CMYK", content)
    except (OSError, ImageCms.PyCMSError):
        return None


def in_cmyk(picture: Image.Image, profile: Profile | None) -> Image.Image:
    """Return a picture of the screen (sRGB) in the colours of the press, transparent parts white as the paper."""
    shown = _on_paper(picture)
    if profile is None:
        return shown.convert("CMYK")
    printed = ImageCms.applyTransform(shown, _to_cmyk(profile))
    assert printed is not None
    printed.info.pop("icc_profile", None)  # the PDF has it once, not in each picture
    return printed


def _on_paper(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    drawn = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", drawn.size, WHITE), drawn).convert("RGB")


@cache
def _to_cmyk(profile: Profile) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.getOpenProfile(BytesIO(profile.content)),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
