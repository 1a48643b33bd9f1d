"""Two pictures of one thing: do people see a difference?

Both are averaged over tiles, so that letters whose edges are rounded otherwise are the same, and those that
have moved by a pixel aren't. Measured on our samples, the most that a tile differs: 16 for slightly hinted
letters, at most 10 for the palette of what is kept; 24 for a headline that has moved by a pixel, 23 for words
without the colour that marks them.
"""

from pathlib import Path

from PIL import Image, ImageChops, ImageStat

_TILE = 8
"""Pixels."""
_OF_A_TILE, _OF_ALL = 20, 2
"""What is tolerated, of 255, in any channel: in a tile, and on average."""
_GAP, _GREY = 16, "#808080"
_PALETTES = (32, 64, 128, 256)


def difference(old: Image.Image, new: Image.Image, tolerance: int = _OF_A_TILE) -> str:
    """What differs, in words; empty where nothing does that people see. ``tolerance``: of a tile, of 255."""
    if old.size != new.size:
        return f"it was {old.width} × {old.height} pixels and is {new.width} × {new.height}"
    changed = ImageChops.difference(old.reduce(_TILE), new.reduce(_TILE))
    tiles = _strongest(changed).point(lambda level: 255 * (level > tolerance))
    if box := tiles.getbbox():
        left, top, right, bottom = (_TILE * edge for edge in box)
        return f"something changed between ({left}, {top}) and ({right}, {bottom})"
    average = max(ImageStat.Stat(changed).mean)
    return f"all of it changed, by {average:.1f} of 255 on average" if average > _OF_ALL else ""


def _strongest(picture: Image.Image) -> Image.Image:
    """Of each pixel the channel that has most."""
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def keep(picture: Image.Image, path: Path) -> None:
    """As a small PNG: with the fewest colours that leave half of the tolerance."""
    path.parent.mkdir(parents=True, exist_ok=True)
    small = (_with(colours, picture) for colours in _PALETTES)
    fits = (each for each in small if not difference(each.convert("RGB"), picture, _OF_A_TILE // 2))
    next(fits, picture).save(path, optimize=True)


def _with(colours: int, picture: Image.Image) -> Image.Image:
    return picture.quantize(colours, Image.Quantize.FASTOCTREE, kmeans=1, dither=Image.Dither.NONE)


def kept(path: Path) -> Image.Image:
    return Image.open(path).convert("RGB")


def show(old: Image.Image, new: Image.Image, path: Path) -> None:
    """The old one above the new one above what differs, for people to look at."""
    size = max(old.width, new.width), max(old.height, new.height)
    both = [_upon(each, size) for each in (old, new)]
    parts = [*both, ImageChops.invert(ImageChops.difference(*both))]
    sheet = Image.new("RGB", (size[0], len(parts) * (size[1] + _GAP)), _GREY)
    for number, part in enumerate(parts):
        sheet.paste(part, (0, number * (size[1] + _GAP)))
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path)


def beside(pictures: list[Image.Image]) -> Image.Image:
    """On grey, from left to right."""
    width = sum(each.width for each in pictures) + _GAP * (len(pictures) - 1)
    sheet = Image.new("RGB", (width, max(each.height for each in pictures)), _GREY)
    left = 0
    for each in pictures:
        sheet.paste(each, (left, 0))
        left += each.width + _GAP
    return sheet


def _upon(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("RGB", size, _GREY)
    sheet.paste(picture)
    return sheet
