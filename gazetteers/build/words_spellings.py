"""Make ``spellings.csv``: the ways one name is written in Latin letters.

Arabic, Cyrillic, Korean and other names reach newspapers in several spellings
(Zelensky, Zelenskyy, Selenskyj).  rigour lists, name by name, how Wikidata
writes them; a list also holds feminine forms, dialects and plain errors.  So two
forms are joined only if a list has both *and* they sound alike, that is, if they
share a sound key (`sound_keys`).  Forms that English speakers keep apart
(Philip, Phillip) are not joined.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from spelling import plain
from words_shared import US_PEOPLE, clean_name, name_clusters, us_births, us_surnames

SHORTEST = 5  # letters; shorter forms have too few sounds to tell names apart

# Spellings in the news that the lists lack, or that the rules would not join.
BY_HAND = """
abadi ebadi|afwerki afewerki afeworki|ahmadinejad ahmadinezhad ahmedinejad
akhundzada akhunzada akhundzadeh|aliyev aliev|assad asad|atambayev atambaev|barghouti barghouthi barghuti
bashir beshir basheer|berdymukhamedov berdimuhamedov berdymukhammedov berdimuhamedow berdimukhamedov
burhan bourhan|ceausescu ceaușescu|dagalo daglo|deif dayf|dudayev dudaev|erekat erakat ureikat
fayyad fayad|gaddafi qaddafi gadhafi kadhafi qadhafi kadafi gadafi khadafy qadafi khadafi kaddafi ghadafi
geagea jaajaa|gorbachev garbachev|golani jolani julani jawlani joulani jowlani|haftar hifter hiftar|haniyeh haniya haniyah haniye
hekmatyar hikmatyar hekmatiar|hemedti hemeti himedti hemedty|houthi huthi|jumblatt joumblatt junblatt
kadhimi kadhemi khadimi|kadyrov kadirov qadyrov|khamenei khamanei khameini|khashoggi kashoggi khashoqji
khodorkovsky khodorkovskiy khodorkovski chodorkowski|kuchma koutchma|lukashenko lukashenka lukashenco loukachenko
mashal meshal meshaal mashaal mishal mishaal|massoud masoud masood massud|medvedev medvedyev
mikati miqati meekati|mirziyoyev mirziyoev mirzoyev|morsi mursi morsy|mousavi moussavi musavi mussavi
mubarak moubarak mobarak|muhammad mohammed mohammad mohamed muhammed mohamad muhamad
nasrallah nasrullah|nazarbayev nazarbaev|netanyahu netanyahou netanjahu|nouri nuri noury|ocalan oçalan
omar umar|osama usama|pashinyan pashinian|poroshenko porochenko|prigozhin prigozhyn prigojin
rahmon rakhmon|raisi raeisi raissi|rouhani rohani rowhani ruhani|saif seif sayf|saleh salih
sarkisian sarkissian sargsyan sarkisyan sargsian|shara sharaa charaa|shoigu shoygu choigou|siniora sanyoura
sinwar sinouar|sisi sissi|soleimani suleimani sulaimani solaimani|thaksin taksin|tikhanovskaya tsikhanouskaya tsikhanouskaia
tokayev tokaev|tymoshenko timoshenko tymochenko|yanukovych yanukovich yanukovitch ianoukovitch|yushchenko yuschenko
zawahiri zawahri|zelensky zelenskyy zelenskiy zelenskyi zelenski selenskyj|zhaparov japarov|zyuganov ziuganov
abdullah abdallah abdulla|ahmed ahmad ahmet|dmitry dmitri dmitriy dmitrii dimitri dimitry|vitaly vitali vitaliy vitalii
yuri yury yuriy yurii iouri|andrei andrey andrej andriy andrii|sergei sergey serguei serhiy serhii
alexei alexey aleksei aleksey oleksiy oleksii|yevgeny yevgeniy evgeny evgeni yevgeni evgeniy|volodymyr volodimir wolodymyr
hussein hussain husain husayn hossein houssein hussien|yusuf yousef youssef yusef yousuf yousif youssouf
khaled khalid|ismail esmail ismael ismaeel esmaeil|ibrahim ebrahim ibraheem|mahmoud mahmud mahmood
tariq tarek tarik tareq|hassan hasan hassen|mustafa mostafa moustafa mustapha|ali aly|bilal belal|walid waleed oualid
khalil khaleel|hamid hameed|rashid rasheed rachid|saeed sayeed saied|zaid zayd
"""
# Spellings of one name although each is at home in the US, where others are kept apart.
AT_HOME = """
abdallah abdullah|ahmad ahmed|aisha ayesha aishah|aleksander alexander|aleksandra alexandra|alena alona|ali
anastasia|andrei andrey|boris|daria darya|demetrios dimitrios|demitri dimitri|denis|elena jelena yelena|elvira
fatima|hamza hamzah humza|hasan hassan|hussain hussein|ibrahim|irena irina|ismael ismail|jamaal jamal
kaminski kaminsky|khaled khalid|khalil|koenig|koval kowal|kowalski kowalsky|larisa larissa|leila leyla|lilia
mahmood mahmoud|maksim maxim|malik|mariam maryam|marina|mikhail|mohamed mohammed mohammad muhammad muhammed|moshe
nader nadir|nadia nadiya|nasir nasser|natalia natalya|nicolai nikolai|omar|raheem rahim|saleem salim
samia samiya|schroder schroeder|schuetz schutz|shereen shireen|sonia sonya|tarek tarik tariq|tatiana tatyana
valentin|valentina|valeri valery|valeria|yaakov yakov|yousef yousif yousuf yusuf|zainab zaynab|zakia zakiya
"""


def _table(text: str) -> list[list[str]]:
    return [group.split() for group in text.replace("\n", "|").split("|") if group]


_AT_HOME = [set(group) for group in _table(AT_HOME)]
HANGUL = re.compile("[가-힣]")
HIRAGANA = re.compile("[ぁ-ゖ]")
_TONED_CHINESE = re.compile("[ㄅ-ㄩ0-9²³¹⁴⁵⁶]")
# Japanese written otherwise than newspapers do.
NOT_HEPBURN = re.compile("[tsz]y|tu|si|ti|zi|(?<![cs])hu|ou")
_SOFT_SIGN = re.compile("(?<!^o)(?<!^d)(?<!^l)'")


@cache
def spelling_groups() -> list[list[str]]:
    """Return the groups of spellings, each with its commonest English form first."""
    groups = [group for cluster in name_clusters() for group in _sounding_alike(cluster)]
    used = Counter(form for group in groups for form in group)
    groups = _table(BY_HAND) + groups
    korean = [group for group in groups if "-" in group[0]]
    merged = _merged(group for group in groups if "-" not in group[0])
    first = {group[0] for group in _table(BY_HAND)}
    result = [sorted(group, key=lambda form: (form not in first, _foreignness(form, used)))
              for group in merged + _parted(korean)]
    return [group for group in result if _spellings(group) > 1]


def _sounding_alike(cluster: list[str]) -> list[list[str]]:
    """Split one of rigour's clusters into groups of forms that sound alike."""
    forms = _usable_forms(cluster)
    keys = {form: sound_keys(form) for form in forms}
    groups = []
    while _spellings(keys) > 1:
        best, count = min(Counter(key for own in keys.values() for key in own).items(),
                          key=lambda item: (-item[1], item[0]))
        group = [form for form in keys if best in keys[form]]
        keys = {form: own for form, own in keys.items() if best not in own}
        group = _printable(_without_established(group))
        if _spellings(group) > 1:
            groups.append(group)
        if count == 1:
            break
    return groups


def _usable_forms(cluster: list[str]) -> list[str]:
    """Return the Latin forms of a cluster that a newspaper may print."""
    everything = " ".join(cluster)
    if _TONED_CHINESE.search(everything):
        return []
    forms = dict.fromkeys(cleaned for form in cluster if (cleaned := clean_name(form)))
    usable = [form for form in forms
              if len(plain(form)) >= SHORTEST and not _SOFT_SIGN.search(form)]
    if HANGUL.search(everything):
        return [form for form in usable if "-" in form]
    if HIRAGANA.search(everything):
        return [form for form in usable if not NOT_HEPBURN.search(plain(form))]
    return [form for form in usable if "-" not in form]


def _without_established(group: list[str]) -> list[str]:
    """Drop forms that English speakers keep apart, such as Gregory, Stephen and Stefan."""
    several = len({plain(form) for form in group if _bearers(plain(form)) >= 1_000}) > 1
    limit = 1_000 if several else 10_000
    home = {plain(form) for form in group if _bearers(plain(form)) >= limit}
    allowed = next((names for names in _AT_HOME if names & home), set())
    return [form for form in group if plain(form) not in home - allowed]


def _bearers(name: str) -> float:
    """Return about how many people in the US have spelt their name like this."""
    share = us_surnames().get(name, 0) / 100
    return us_births().get(name, Counter()).total() + share * US_PEOPLE


def _printable(group: list[str]) -> list[str]:
    """Drop accented forms whose plain form is unknown: ``čechov`` is not seen as Cechov."""
    ascii_forms = {form for form in group if form.isascii()}
    return [form for form in group
            if ascii_forms & {form, plain(form), _without_umlauts(form)}]


def _without_umlauts(name: str) -> str:
    return plain(name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ø", "oe"))


def _spellings(group: Iterable[str]) -> int:
    """Return how many spellings a group has, accents and hyphens aside."""
    return len({plain(form).replace("-", "") for form in group})


def _merged(groups: Iterable[list[str]]) -> list[list[str]]:
    """Join groups that share a spelling."""
    owner: dict[str, dict[str, None]] = {}
    for group in groups:
        joined = dict.fromkeys(group)
        for form in group:
            joined.update(owner.get(plain(form), {}))
        for form in joined:
            owner[plain(form)] = joined
    unique = {id(joined): joined for joined in owner.values()}
    return [list(joined) for joined in unique.values()]


def _parted(groups: list[list[str]]) -> list[list[str]]:
    """Give each form to the largest of the groups that hold it.

    Korean syllables sound so much alike that joining whole groups, as `_merged`
    does, would end in one huge group.
    """
    taken: set[str] = set()
    result = []
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        group = [form for form in group if plain(form) not in taken]
        taken.update(map(plain, group))
        result.append(group)
    return result


_FOREIGN = re.compile("tsch|tch|sch|cz|sz|sj|tj|oe|ij|j|w|ou|ie|'|cs|x|eff|off")


def _foreignness(form: str, used: Counter) -> tuple:
    """Sort key of a group's forms: English-looking, much used and short ones first."""
    ascii_form = plain(form)
    return (form != ascii_form, _bearers(ascii_form) < 1_000, len(_FOREIGN.findall(ascii_form)), -used[form],
            len(form), form)


# How sounds are written in different languages' romanisations, in this order.
# In the result C is any "ch" or "sh", J any "zh" or "dj", H any "h" or "kh", and K
# stands for "ch", which may be C or H.
_SOUNDS = [(re.compile(pattern), sound) for pattern, sound in (
    (r"(?<=^abd)[aeiou]([rsntdz])(?=\1)", "ul"),         # abdurrahman, abdulrahman
    (r"(?<=[aeiou])h$", ""),                             # fatimah, fatima
    (r"oh(?=[^aeiou])", "o"),                            # ohtani, otani
    (r"schtsch|schtch|chtch|shtsh|stsch|szcz|shch|sjtsj|stch|tsch|tch|tsh|tsj|sch|sh|sz|sj|cz", "C"),
    (r"dzh|dz(?=i)|dj|zh|zs|zj", "J"),
    (r"kh", "H"), (r"gh", "g"), (r"ph", "v"), (r"th", "t"), (r"dh", "d"),
    (r"ch", "K"), (r"h", "H"), (r"[fv]", "v"),
    (r"ck|q|cc(?![eiy])", "k"), (r"gu(?=[ei])", "g"),
    (r"tz|ts|z", "s"), (r"x", "ks"),
    (r"(\D)\1+", r"\1"),
)]
_HACEKS = str.maketrans({
    "č": "ch", "ć": "ch", "ç": "ch", "š": "sh", "ş": "sh", "ș": "sh", "ś": "sh",
    "ž": "zh", "ż": "zh", "ţ": "ts", "ț": "ts",
})


def sound_keys(name: str) -> set[str]:
    """Return keys of how a name may sound; names that share one may be the same.

    Vowels in the middle count as one, since Arabic and Slavic vowels are written in
    many ways; the first and the last vowel keep their class, which tells Osama from
    Asima and Kowalski from Kowalska.
    """
    sounds = plain(name.translate(_HACEKS)).replace("-", "").replace("'", "")
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    readings = [_readings(sounds, i) for i in range(len(sounds))]
    return {_vowel_classes("".join(reading))
            for reading in itertools.islice(itertools.product(*readings), 64)}


def _readings(sounds: str, index: int) -> str:
    """Return the sounds that one letter may stand for."""
    letter, after = sounds[index], sounds[index + 1:index + 2]
    if letter == "K":
        return "CH"
    if letter == "j":
        return "Jy"
    if letter == "g" and after and after in "ei":
        return "gJ"
    if letter == "c":
        return "s" if after and after in "eiy" else "ks"
    if letter == "w":
        before = sounds[index - 1:index]
        between_vowels = before and after and before in "aeiouy" and after in "aeiouy"
        return "vu" if between_vowels else "v"
    return letter


def _vowel_classes(sounds: str) -> str:
    sounds = re.sub("[aeiouy]+$", lambda run: "0" if run[0][-1] == "a" else
                    "1" if run[0][-1] in "ou" else "2", sounds)
    sounds = re.sub("^[aeiouy]+", lambda run: "O" if run[0][-1] in "ou" else "A", sounds)
    sounds = re.sub("[aeiouy]+", "A", sounds)
    return re.sub(r"([A-Za-z])\1+", r"\1", sounds)
