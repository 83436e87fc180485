"""Make the bundled card fonts from full ones: python tools/subset_fonts.py FOLDER-OF-NOTO OUT.

Hints are for small sizes on screens, so they go; scripts that have a font of
their own go too.  Layout features stay, or Arabic would not join.
"""

import sys
from pathlib import Path

from fontTools import subset

LETTERS = [
    *range(0x20, 0x250),  # Latin
    *range(0x250, 0x2B0),  # phonetic, for names
    *range(0x2B0, 0x370),  # modifiers and marks
    *range(0x370, 0x400),  # Greek
    *range(0x400, 0x530),  # Cyrillic
    *range(0x1E00, 0x2000),  # Vietnamese and more Latin, polytonic Greek
    *range(0x2000, 0x2070),  # punctuation
    *range(0x2070, 0x20D0),  # superscripts, currencies
    *range(0x2100, 0x2200),  # letterlike, fractions, arrows
    0x2212, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CC, 0xFB01, 0xFB02, 0xFFFD,
]  # fmt: skip
FONTS = {
    "NotoSerif-Regular.ttf": LETTERS,
    "NotoSerif-Bold.ttf": LETTERS,
    "NotoSans-Regular.ttf": LETTERS,
    "NotoSans-Bold.ttf": LETTERS,
    "NotoNaskhArabic-Regular.ttf": None,
    "NotoNaskhArabic-Bold.ttf": None,
    "NotoSerifHebrew-Regular.ttf": None,
    "NotoSerifHebrew-Bold.ttf": None,
}


def main(source: Path, target: Path) -> None:
    for name, letters in FONTS.items():
        options = subset.Options(hinting=False, layout_features=["*"], name_IDs=["*"], notdef_outline=True)
        font = subset.load_font(str(source / name), options)
        maker = subset.Subsetter(options)
        maker.populate(unicodes=letters if letters else list(font.getBestCmap()))
        maker.subset(font)
        font["head"].modified = font["head"].created  # the same bytes on any day
        font.recalcTimestamp = False
        subset.save_font(font, str(target / name), options)
        print(name, (target / name).stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
