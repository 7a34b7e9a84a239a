"""Words that stand before a surname without being a given name: offices, ranks, forms of address, function words.

In folded spelling or as written, one line a language. A title before a surname supports it; a title is never a veto.
`ENDINGS` are the ends of compounds (Außenminister, Bundeskanzlerin), `STEMS` the beginnings of inflected forms.
"""

from __future__ import annotations

from functools import lru_cache

from watchers.text.folding import plain

_TITLES = """
president vice minister premier prime chancellor secretary general marshal field commander colonel captain admiral
lieutenant
major sergeant brigadier chief chairman chairwoman chairperson chair director leader strongman warlord senator
congressman
congresswoman representative governor mayor ambassador envoy spokesman spokeswoman spokesperson judge justice king
queen prince
princess sultan emir sheikh shaykh ayatollah imam pope cardinal bishop archbishop patriarch rabbi mr mrs ms miss dr
prof professor sir
dame lord lady baron saint mp gen col maj lt capt sgt adm pres sec gov sen rep hon deputy former ex acting late
président présidente ministre premier première général maréchal colonel chancelier chancelière sénateur député députée
maire
ambassadeur m mme mlle monsieur madame docteur roi reine prince émir chef secrétaire
herr frau präsident präsidentin minister ministerin kanzler kanzlerin general feldmarschall oberst doktor könig
königin papst
presidente primer ministro ministra general mariscal coronel rey reina papa don doña señor señora sr sra canciller
presidente premier generale maresciallo colonnello re regina signor signora cancelliere
cumhurbaşkanı başkan başbakan bakan bakanı general mareşal albay sayın bay bayan lider lideri kral komutan komutanı
президент министр премьер генерал маршал фельдмаршал полковник адмирал канцлер глава лидер сенатор депутат губернатор
мэр посол
король королева принц принцесса папа патриарх господин госпожа г командующий главнокомандующий секретарь председатель
президент міністр прем'єр генерал маршал канцлер глава король королева принц пан пані посол голова
президентът президент министър министърът премиер премиерът генерал маршал канцлер канцлерът крал кралица принц папа
г-н г-жа лорд сър
prezydent minister premier premierka generał marszałek kanclerz król królowa książę papież pan pani prezes szef poseł
senator
prezident prezidentka ministr ministryně premiér premiérka generál maršál kancléř kancléřka král královna princ papež
pan paní lord
predsednik predsednica minister ministrica premier premierka general maršal kancler kanclerka kralj kraljica princ
papež gospod gospa
الرئيس رئيس الوزير وزير المشير مشير الفريق اللواء العميد العقيد الجنرال القائد قائد الزعيم السيد السيدة الدكتور
المبعوث السفير الامير الملك
الشيخ المستشار النائب المستشارة العماد الحاج سيد دكتور جنرال اللواء رئيسة وزيرة الاستاذ السناتور العاهل المهندس الامين
"""
_STEM_LIST = """
президент министр премьер генерал маршал фельдмаршал канцлер сенатор депутат королев король принц міністр прем'єр лідер
prezydent prezident predsedni minist premier kancl general maršal kral krolow
"""
STEMS = tuple(_STEM_LIST.split())
_ENDING_LIST = """
minister ministerin präsident präsidentin kanzler kanzlerin chef chefin sprecher führer
bakanı başkanı müdürü lideri sözcüsü vekili üyesi valisi komutanı sekreteri elçisi hakimi savcısı yardımcısı
"""
ENDINGS = tuple(_ENDING_LIST.split())

# Words that open a sentence or a headline, and so stand in capitals before a surname without being a name.
_OPENING = """
the a an and but or so yet for if when while as after before since although though because however meanwhile yesterday
today
tomorrow earlier later now then also even only both that this these what why how who with without to from by in on at
of over under against
about says said not no his her its their our my your again instead still once until unless where whether like unlike
including despite
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december
le la les l un une et mais ou donc or ni car si quand comme après avant selon pour par avec sans dans sur hier
aujourd'hui demain
der die das ein eine und aber oder wenn als nach vor seit weil dass mit ohne für gegen auch nur noch gestern heute
morgen laut
el los las una y pero o si cuando como después antes según para por con sin en ayer hoy mañana il lo gli ma se quando
dopo prima
ve ama fakat çünkü bugün dün yarın sonra önce göre için ile
и а но или если когда как после до по в на с к о об от для вчера сегодня завтра также однако при что это сам сама
также пока
і та але або якщо коли як після до за в на з у про від для вчора сьогодні завтра також однак що це й
но или ако когато като след преди по във на със към за от вчера днес утре също обаче че това
i a ale lub jeśli gdy jak po przed według dla z w na do od wczoraj dziś jutro także jednak że to o u nie
v na se s k o od pro po před podle ale nebo když jak včera dnes zítra také však že to jako i
v na s z k o od za po pred ali ko kot včeraj danes jutri tudi vendar da to in če
"""


def _folded(words: str) -> frozenset[str]:
    return frozenset(plain(words).split())


TITLES = _folded(_TITLES)
OPENING = _folded(_OPENING)
_STEMS = tuple(map(plain, STEMS))
_ENDINGS = tuple(map(plain, ENDINGS))


@lru_cache(maxsize=100_000)
def is_title(word: str) -> bool:
    """Whether a folded word is an office, a rank or a form of address, inflected ones included."""
    return word in TITLES or word.startswith(_STEMS) or word.endswith(_ENDINGS)
