"""Make ``demonyms.csv``: the words for a country's or a region's people and for what is theirs.

The table is the source of truth; i18n-nationality and compromise add what it
lacks.  Peoples, believers and movements that newspapers name like nations
(Kurds, Sunnis, Islamists) stand in it too; parties do not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from words_shared import compromise_words, source

# kind, then lines of "COUNTRY: words"; "-" is no country.  A "+" adds the plural in -s.
TABLE = """
nationality
AD: Andorran+
AE: Emirati+
AF: Afghan+, Afghani+
AG: Antiguan+, Barbudan+
AL: Albanian+
AM: Armenian+
AO: Angolan+
AR: Argentine+, Argentinian+, Argentinean+
AT: Austrian+
AU: Australian+, Aussie+
AZ: Azerbaijani+, Azeri+
BA: Bosnian+, Bosniak+, Herzegovinian+
BB: Barbadian+, Bajan+
BD: Bangladeshi+
BE: Belgian+
BF: Burkinabe, Burkinabé
BG: Bulgarian+
BH: Bahraini+
BI: Burundian+
BJ: Beninese
BM: Bermudian+, Bermudan+
BN: Bruneian+
BO: Bolivian+
BR: Brazilian+
BS: Bahamian+
BT: Bhutanese
BW: Motswana, Batswana, Botswanan+
BY: Belarusian+, Belarussian+, Byelorussian+
BZ: Belizean+
CA: Canadian+
CD: Congolese
CF: Central African+
CH: Swiss
CI: Ivorian+
CL: Chilean+
CM: Cameroonian+
CN: Chinese
CO: Colombian+
CR: Costa Rican+
CU: Cuban+
CV: Cape Verdean+, Cabo Verdean+
CY: Cypriot+, Greek Cypriot+, Turkish Cypriot+
CZ: Czech+
DE: German+
DJ: Djiboutian+
DK: Danish, Dane+
DO: Dominican+
DZ: Algerian+
EC: Ecuadorian+, Ecuadorean+
EE: Estonian+
EG: Egyptian+
EH: Sahrawi+, Saharawi+
ER: Eritrean+
ES: Spanish, Spaniard+
ET: Ethiopian+
FI: Finnish, Finn+
FJ: Fijian+
FM: Micronesian+
FO: Faroese
FR: French, Frenchman, Frenchmen, Frenchwoman, Frenchwomen
GA: Gabonese
GB: British, Briton+, Brit+, Northern Irish
GD: Grenadian+
GE: Georgian+
GH: Ghanaian+
GI: Gibraltarian+
GL: Greenlander+, Greenlandic
GM: Gambian+
GN: Guinean+
GQ: Equatorial Guinean+, Equatoguinean+
GR: Greek+, Hellenic
GT: Guatemalan+
GU: Guamanian+
GW: Bissau-Guinean+
GY: Guyanese
HK: Hong Konger+, Hongkonger+
HN: Honduran+
HR: Croatian+, Croat+
HT: Haitian+
HU: Hungarian+
ID: Indonesian+
IE: Irish, Irishman, Irishmen, Irishwoman, Irishwomen
IL: Israeli+
IN: Indian+
IQ: Iraqi+
IR: Iranian+
IS: Icelandic, Icelander+
IT: Italian+
JM: Jamaican+
JO: Jordanian+
JP: Japanese
KE: Kenyan+
KG: Kyrgyz, Kyrgyzstani+, Kirghiz
KH: Cambodian+
KI: I-Kiribati
KM: Comorian+, Comoran+
KN: Kittitian+, Nevisian+
KP: North Korean+
KR: South Korean+, Korean+
KW: Kuwaiti+
KY: Caymanian+
KZ: Kazakh+, Kazakhstani+
LA: Laotian+, Lao
LB: Lebanese
LC: Saint Lucian+, St. Lucian+, St Lucian+
LI: Liechtensteiner+
LK: Sri Lankan+
LR: Liberian+
LS: Basotho, Mosotho, Lesothan+
LT: Lithuanian+
LU: Luxembourger+, Luxembourgish
LV: Latvian+
LY: Libyan+
MA: Moroccan+
MC: Monegasque+, Monacan+
MD: Moldovan+, Moldavian+
ME: Montenegrin+
MG: Malagasy, Madagascan+
MH: Marshallese
MK: Macedonian+, North Macedonian+
ML: Malian+
MM: Burmese, Myanmarese
MN: Mongolian+
MO: Macanese
MR: Mauritanian+
MT: Maltese
MU: Mauritian+
MV: Maldivian+, Maldivan+
MW: Malawian+
MX: Mexican+
MY: Malaysian+
MZ: Mozambican+
NA: Namibian+
NC: New Caledonian+
NE: Nigerien+
NG: Nigerian+
NI: Nicaraguan+
NL: Dutch, Dutchman, Dutchmen, Dutchwoman, Dutchwomen, Netherlander+
NO: Norwegian+
NP: Nepali+, Nepalese
NR: Nauruan+
NZ: New Zealander+, Kiwi+
OM: Omani+
PA: Panamanian+
PE: Peruvian+
PF: Polynesian+, Tahitian+
PG: Papua New Guinean+, Papuan+
PH: Filipino+, Filipina+, Philippine, Pinoy+
PK: Pakistani+
PL: Polish, Pole+
PR: Puerto Rican+
PS: Palestinian+
PT: Portuguese
PW: Palauan+
PY: Paraguayan+
QA: Qatari+
RO: Romanian+, Rumanian+
RS: Serbian+, Serb+
RU: Russian+
RW: Rwandan+
SA: Saudi+, Saudi Arabian+
SB: Solomon Islander+
SC: Seychellois
SD: Sudanese
SE: Swedish, Swede+
SG: Singaporean+
SI: Slovenian+, Slovene+
SK: Slovak+, Slovakian+
SL: Sierra Leonean+
SM: Sammarinese
SN: Senegalese
SO: Somali+, Somalian+
SR: Surinamese
SS: South Sudanese
ST: Sao Tomean+
SV: Salvadoran+, Salvadorean+, Salvadorian+
SY: Syrian+
SZ: Swazi+
TD: Chadian+
TG: Togolese
TH: Thai+
TJ: Tajik+, Tajikistani+
TL: East Timorese, Timorese
TM: Turkmen, Turkmenistani+
TN: Tunisian+
TO: Tongan+
TR: Turkish, Turk+
TT: Trinidadian+, Tobagonian+
TV: Tuvaluan+
TW: Taiwanese
TZ: Tanzanian+
UA: Ukrainian+
UG: Ugandan+
US: American+
UY: Uruguayan+
UZ: Uzbek+, Uzbekistani+
VC: Vincentian+
VE: Venezuelan+
VN: Vietnamese, South Vietnamese, North Vietnamese
VU: Ni-Vanuatu, Vanuatuan+
WS: Samoan+
XK: Kosovar+, Kosovan+
YE: Yemeni+, Yemenite+
ZA: South African+
ZM: Zambian+
ZW: Zimbabwean+
DE: East German+, West German+
-: Yugoslav+, Yugoslavian+, Czechoslovak+, Czechoslovakian+, Rhodesian+, Ottoman+, Prussian+, Byzantine+
-: Soviet+

people
-: Arab+, Arabian+, Arabic, Kurd+, Kurdish, Berber+, Amazigh, Tuareg+, Bedouin+, Roma, Romani, Romany, Gypsy, Gypsies, Sinti
-: Slav+, Slavic, Slavonic, Germanic, Celtic, Celt+, Anglo-Saxon+, Turkic, Persian+, Semitic, Assyrian+, Aramean+, Chaldean+
-: Pashtun+, Pathan+, Baloch, Baluch, Baluchi+, Balochi+, Punjabi+, Bengali+, Tamil+, Sikh+, Yazidi+, Yezidi+, Druze, Hmong, Fulani+, Peul+
-: Hausa, Malay+, Mayan+, Inca+, Aztec+, Quechua, Aymara, Guarani, Garifuna, Inuit, Eskimo+, Sami
-: Hispanic+, Latino+, Latina+, Latinx, Chicano+, Chicana+, Afro-Caribbean, Anglo, Anglophone+, Francophone+, Lusophone+, Hispanophone
-: Indigenous, Aboriginal+, Indo-European, Caucasian+, Creole+, Maasai, Masai, Bushmen, Pygmy, Pygmies, Swahili
-: Mandinka, Malinke, Wolof, Ashkenazi, Ashkenazim, Sephardic, Sephardi, Mizrahi, Falasha, Krio
AU: Torres Strait Islander+
AF: Hazara+
CA: Métis, Quebecois, Québécois, Acadian+
CD: Banyamulenge
CN: Uighur+, Uyghur+, Tibetan+, Manchu+, Zhuang, Cantonese
ET: Tigrayan+, Tigrinya, Oromo+, Amhara+, Amharic, Sidama
FJ: Indo-Fijian+
GE: Abkhaz, Abkhazian+, Ossetian+, South Ossetian+, Ajarian+
GH: Ashanti, Ewe, Akan
HU: Magyar+
IN: Gujarati+, Marathi, Naga+, Bodo+, Gorkha+, Meitei+, Kuki+, Dalit+, Adivasi+, Telugu+, Malayali+, Kannada, Kannadiga+, Manipuri+, Bihari+, Rajput+, Jat+, Hindi, Urdu, Khasi, Mizo+, Keralite+
ID: Javanese, Sundanese, Balinese, Acehnese, Dayak+, West Papuan+
IL: Israeli Arab+, Arab Israeli+
KE: Kikuyu, Kalenjin, Kamba, Luhya
KH: Khmer+
LK: Sinhalese
MM: Rohingya+, Kachin, Bamar, Karenni, Rakhine
MX: Zapotec+, Nahua, Yaqui, Tarahumara, Zapatista+
NG: Igbo, Yoruba, Ijaw, Ogoni, Kanuri, Tiv
NI: Miskito
NP: Gurkha+, Madhesi+, Sherpa+
NZ: Maori+, Māori
PH: Moro+, Visayan+
PK: Mohajir+, Sindhi+
RU: Chechen+, Ingush, Tatar+, Bashkir+, Dagestani+, Circassian+, Kalmyk+, Chuvash, Yakut+, Buryat+, Avar+, Crimean Tatar+, Cossack+
RW: Hutu+, Tutsi+, Twa
SD: Darfuri+, Zaghawa, Masalit, Beja, Nubian+, Nuba
SS: Dinka, Nuer, Shilluk
TW: Han Taiwanese
TZ: Zanzibari+
UG: Baganda, Acholi, Banyoro
US: African American+, African-American+, Native American+, Asian American+, Asian-American+, Mexican American+, Mexican-American+, Irish American+, Irish-American+, Italian American+, Italian-American+
US: Cuban American+, Cuban-American+, Arab American+, Arab-American+, Jewish American+, Muslim American+, Chinese American+, Chinese-American+, Japanese American+, Japanese-American+, Indian American+, Korean American+, Korean-American+
US: Iranian American+, Iranian-American+, Iraqi American+, Palestinian American+, Palestinian-American+, Vietnamese American+, Vietnamese-American+, Filipino American+, Anglo-American+, Mexicano+
US: Cherokee+, Navajo+, Sioux, Apache+, Comanche+, Cheyenne, Lakota, Ojibwe, Choctaw, Chickasaw, Seminole+, Mohawk+, Iroquois, Hopi, Pueblo, Cajun+, Alaska Native+, Native Hawaiian+
ZA: Zulu+, Xhosa+, Afrikaner+, Afrikaans, Boer+, Sotho, Tswana, Khoisan, Coloured+, Venda
ZW: Ndebele

region
-: European+, African+, Asian+, Eurasian+, Transatlantic, Oceanian+, Australasian+, Melanesian+, Scandinavian+, Nordic, Baltic, Balkan, Iberian+
-: Western, Westerner+, Easterner+, Northerner+, Southerner+, Eastern European+, Western European+, Central European+, Northern European+, Southern European+, East European+, West European+
-: North African+, West African+, East African+, Southern African+, Central Asian+, South Asian+, East Asian+, Southeast Asian+, West Indian+, North American+, South American+, Central American+, Latin American+, Latin
-: Pan-African, Pan-Arab, Pan-European, Pan-American, Sub-Saharan, Saharan, Sahelian, Maghrebi, Levantine+, Middle Eastern, Middle Easterner+, Near Eastern, Far Eastern, Alpine, Andean, Amazonian, Himalayan
-: Indochinese, Oriental, Occidental, Euro-Atlantic, Euro-Mediterranean, Trans-Pacific, Pacific Islander+, Antillean+, Bornean+, Kashmiri+, Basque+, Catalan+, Gulf Arab+, Mesopotamian, Anatolian+, Siberian+
AE: Dubaian+, Abu Dhabian+
AR: Patagonian+, Porteño+
AT: Viennese, Tyrolean+
AU: Tasmanian+, Queenslander+, Sydneysider+, Victorian+, Melburnian+
BE: Flemish, Walloon+
BR: Carioca+, Paulista+
BA: Bosnian Serb+, Bosnian Croat+, Bosnian Muslim+, Sarajevan+
CA: Quebecer+, Quebecker+, Ontarian+, Albertan+, Newfoundlander+, Nova Scotian+, British Columbian+, Torontonian+, Montrealer+, Manitoban+, French Canadian+, French-Canadian+, Vancouverite+
CH: Genevan+
CN: Shanghainese, Beijinger+, Sichuanese, Hainanese, Hakka, Fujianese
CY: Northern Cypriot+
CZ: Bohemian+, Moravian+
DE: Bavarian+, Berliner+, Saxon+, Swabian+, Rhinelander+, Silesian+
EG: Cairene+
ES: Andalusian+, Galician+, Castilian+, Valencian+, Canarian+, Madrileño+, Asturian+, Aragonese
FI: Ålander+
FR: Parisian+, Breton+, Corsican+, Alsatian+, Provençal, Marseillais, Martinican+, Guadeloupean+, Burgundian+, Savoyard+, Occitan, Mahoran+
GB: English, Englishman, Englishmen, Englishwoman, Englishwomen, Scottish, Scot+, Scotsman, Scotsmen, Scotswoman, Welsh, Welshman, Welshmen, Welshwoman, Ulsterman, Cornish, Manx
GB: Londoner+, Liverpudlian+, Scouser+, Mancunian+, Glaswegian+, Geordie+, Brummie+, Aberdonian+, Cockney+, Yorkshireman, Yorkshiremen, Bristolian+, Cumbrian+, Orcadian+, Shetlander+, Falkland Islander+, Channel Islander+, Highlander+, Northumbrian+
GE: Tbilisian+
GR: Athenian+, Cretan+, Thessalian+, Spartan+, Corinthian+
HR: Dalmatian, Istrian+, Slavonian
IE: Dubliner+, Corkman
IL: Jerusalemite+, Galilean+
IQ: Mosulite+, Iraqi Kurd+, Iraqi Kurdish
IN: Mumbaikar+, Delhiite+, Goan+, Assamese, Sikkimese, Bangalorean+
IT: Sicilian+, Roman+, Neapolitan+, Milanese, Venetian+, Tuscan+, Sardinian+, Florentine+, Lombard+, Piedmontese, Genoese, Turinese, Bolognese, Ligurian+, Calabrian+, Puglian+
JP: Okinawan+, Tokyoite+, Ainu
KR: Seoulite+
LB: Beiruti+
MD: Transnistrian+, Gagauz
MX: Oaxacan+, Yucatecan+
MY: Sarawakian+, Sabahan+, Penangite+
NG: Biafran+, Lagosian+
NL: Amsterdammer+, Frisian+
PK: Balochistani+
PL: Varsovian+, Pomeranian
PS: Gazan+, West Banker+
PT: Azorean+, Madeiran+, Lisboeta+
RO: Transylvanian+, Wallachian+
RU: Muscovite+, St. Petersburger+, Petersburger+, Crimean+
RS: Vojvodinan+, Belgrader+
SY: Damascene+, Aleppan+, Syrian Kurd+, Syrian Kurdish
TR: Istanbulite+, Kemalist+
UA: Kyivan+, Odesan+, Ruthenian+, Rusyn+
US: Alabamian+, Alabaman+, Alaskan+, Arizonan+, Arkansan+, Californian+, Coloradan+, Connecticuter+, Delawarean+, Floridian+, Hawaiian+, Idahoan+, Illinoisan+, Hoosier+, Iowan+, Kansan+, Kentuckian+, Louisianan+, Louisianian+, Mainer+, Marylander+, Michigander+, Minnesotan+, Mississippian+, Missourian+, Montanan+, Nebraskan+, Nevadan+, New Jerseyan+, New Mexican+, New Yorker+, North Carolinian+, North Dakotan+, Ohioan+, Oklahoman+, Oregonian+, Pennsylvanian+, Rhode Islander+, South Carolinian+, South Dakotan+, Tennessean+, Texan+, Utahn+, Vermonter+, Virginian+, West Virginian+, Washingtonian+, Wisconsinite+, Wyomingite+
US: Chicagoan+, Bostonian+, Philadelphian+, Angeleno+, San Franciscan+, Houstonian+, Dallasite+, Detroiter+, Atlantan+, Miamian+, Seattleite+, Manhattanite+, Brooklynite+, New Orleanian+, Baltimorean+, Clevelander+, Pittsburgher+, San Diegan+, Austinite+, Denverite+, New Englander+, Appalachian+, Midwestern, Midwesterner+, Ozark, Carolinian+, Yankee+, Southwestern, Nuyorican+
VN: Saigonese, Hanoian+
ZA: Capetonian+, Johannesburger+

religion
-: Muslim+, Moslem+, Islamic, Christian+, Jew+, Jewish, Judaic, Hindu+, Buddhist+, Catholic+, Roman Catholic+, Protestant+, Orthodox, Eastern Orthodox, Greek Orthodox, Russian Orthodox, Serbian Orthodox, Ethiopian Orthodox
-: Sunni+, Shiite+, Shi'ite+, Shia+, Shi'a, Alawite+, Alevi+, Ismaili+, Houthi+, Huthi+, Zaidi+, Zaydi+, Ibadi+, Sufi+, Salafi+, Salafist+, Wahhabi+, Wahabi+, Deobandi+, Ahmadi+, Ahmadiyya, Baha'i+, Bahai+, Sabean+, Mandaean+
-: Copt+, Coptic, Maronite+, Melkite+, Nestorian+, Anglican+, Lutheran+, Calvinist+, Presbyterian+, Methodist+, Baptist+, Southern Baptist+, Pentecostal+, Pentecostalist+, Evangelical+, Episcopalian+, Quaker+, Mennonite+, Amish, Hutterite+
-: Mormon+, Adventist+, Seventh-day Adventist+, Jesuit+, Franciscan+, Benedictine+, Trappist+, Carmelite+, Puritan+, Huguenot+, Unitarian+, Scientologist+, Zoroastrian+, Parsi+, Parsee+, Jain+, Taoist+, Daoist+, Confucian+, Shinto, Rastafarian+, Hasidic, Hasid, Hasidim, Haredi, Haredim, Lubavitcher+, Talmudic, Biblical, Koranic, Quranic
-: Judeo-Christian, Judaeo-Christian, Gnostic+, Hussite+, Pagan+, Animist+, Zionist+

politics
-: Nazi+, Neo-Nazi+, Fascist+, Neo-fascist+, Communist+, Marxist+, Marxist-Leninist+, Leninist+, Stalinist+, Trotskyist+, Trotskyite+, Maoist+, Bolshevik+, Menshevik+, Socialist+, Islamist+, Jihadist+, Jihadi+, Baathist+, Ba'athist+, Nasserist+, Khomeinist+
-: Bolivarian+, Chavista+, Castroist+, Peronist+, Francoist+, Sandinista+, Somocista+, Castrista+, Zapatist+, Senderista+, Fujimorista+, Bolsonarista+, Kirchnerist+, Titoist+, Loyalist+, Unionist+, Royalist+, Gaullist+, Jacobin+, Bonapartist+, Poujadist+
-: Thatcherite+, Blairite+, Corbynite+, Reaganite+, Trumpist+, Trumpian, Clintonian, Putinist+, Stalinesque, Orwellian, Keynesian+, Thatcherist+, Machiavellian, Brexiteer+, Brexiter+, Remainer+, Eurosceptic+, Euroskeptic+, Europhile+, Atlanticist+
-: Naxalite+, Naxal+, Hindutva, Khalistani+, Euromaidan, Banderite+, Ustasha, Chetnik+, Confederate+, Jacobite+, Irredentist, Anarchist+, Ottomanist
"""

_SUFFIX = re.compile("(?:[^t]an|ese|ish|er)$")


def demonyms() -> list[tuple[str, str, str]]:
    """Return rows of demonym, country ("" for none or many) and kind."""
    rows: dict[str, tuple[str, str, str]] = {}
    for word, country, kind in [*_table(), *_listed()]:
        rows.setdefault(word, (word, country, kind))
    return list(rows.values())


def _table() -> Iterator[tuple[str, str, str]]:
    kind = ""
    for line in filter(None, TABLE.splitlines()):
        country, colon, words = line.partition(": ")
        if not colon:
            kind = line
            continue
        for word in words.split(", "):
            for form in _with_plural(word):
                yield form, country.strip("-"), kind


def _with_plural(word: str) -> list[str]:
    singular = word.removesuffix("+")
    return [singular] if singular == word else [singular, singular + "s"]


def _listed() -> Iterator[tuple[str, str, str]]:
    """Yield the demonyms of i18n-nationality and, without country, of compromise."""
    path = source("i18n-nationality", "langs", "en.json")
    nationalities = json.loads(path.read_text(encoding="utf-8"))["nationalities"]
    for country, word in nationalities.items():
        if re.fullmatch("[A-Z][a-z]+", word) and _SUFFIX.search(word):
            yield word, country, "nationality"
    for word in compromise_words()["Demonym"]:
        if word != "hindi" and _SUFFIX.search(word):
            yield word.title(), "", "nationality"
