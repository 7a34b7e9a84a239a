"""How letters are read as classes of consonants, for the keys that bring names of one sound together.

Classes are those that languages exchange: P lips, T teeth, S hissing, K back of the mouth, M, N, L, R. A row: letters,
then their readings, likeliest first; `-` is nothing. `$` stands for the end of a word. Vowels have no row.
"""

LATIN = """
tsch S | shch S | dzh S | tch S | sch S SK | chr KR SR | sh S | zh S | kh - K | ch S K | dj S | dge S
dg S TK | ts S TS | tz S TS | cz S KS | sz S | rz S RS | dz S TS | dh T S | ck K | gh K - | gn N KN | ph P
th T S | wh - P | kn KN N | x KS S | xi KS S | ci S K | ce S K | ti T S | gu K KP S | qu K KP | b P | p P
f P | v P | w P - | t T | d T | s S | z S | c K S | k K | q K | g K S | j S - | h - K | m M | n N | l L | r R
t$ T - | d$ T - | s$ S - | x$ KS - | er$ R - | ts$ S TS - | us$ S - | es$ S - | os$ S -
"""
CYRILLIC = """
дж S | дз S TS | тс S TS | тц S TS | чж S | б P | п P | ф P T | в P - | т T | д T | с S | з S | ц S TS
ч S T K | ш S | щ S ST | ж S | к K | г K - | ґ K | х - K | м M | н N | л L | р R
"""
ARABIC = """
تش S TS | دج S | تس S TS | دز S TS | ب P | ف P | و - P | ت T | ط T | د T | ض T | ث T S | ذ S T | ظ S T | س S
ص S | ز S | ش S | ج S K | ك K | ق K - | غ K - | خ K - | ح - | ه - | ع - | م M | ن N | ل L | ر R | ال L -
"""
