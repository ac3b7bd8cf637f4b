"""The colour profile that every paper carries is sRGB to whoever applies it."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

from reports.colour import srgb


def test_it_is_srgb_in_the_version_that_every_part_takes() -> None:
    assert srgb()[8:10] == b"\x02\x10"
    assert len(srgb()) == int.from_bytes(srgb()[:4], "big")
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    theirs = ImageCms.createProfile("sRGB")
    shades = Image.new("RGB", (64, 64))
    shades.putdata([(r * 4, g * 4, (r * g) % 256) for r in range(64) for g in range(64)])
    shown = ImageCms.profileToProfile(shades, ours, theirs)
    assert shown is not None
    pairs = zip(shades.tobytes(), shown.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) <= 2
