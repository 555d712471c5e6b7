"""Closed word classes of English news text: data only.

Every set here is a class of words, not a list of cases. Entries are lower case; verbs are base forms,
``forms`` of :mod:`geoevents.language.grammar` inflects them.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = _words(
    "a an the this that these those its his her their our my your each every some any no another both all "
    "several many few"
)
NUMBERS = _words(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million "
    "dozen dozens hundreds thousands"
)
DAYPARTS = _words("dawn dusk dark daybreak nightfall sunrise sunset noon midday midnight breakfast lunch dinner supper")
PRONOUNS = _words("he she it they we i you him her them us me who whom himself herself itself themselves")
CONJUNCTIONS = _words("and or but nor yet")
SUBORDINATORS = _words(
    "which who whom whose where while when after before as because since although though until unless if "
    "whereas once that"
)
MODALS = _words("will would shall should may might can could must")
AUXILIARIES = _words(
    "is are was were be been being am has have had having do does did 's 've 're 'd get gets got getting gotten 'll"
)
NEGATIONS = _words("not n't never no neither nor without nobody nothing none")
PREPOSITIONS = _words(
    "in at on near outside inside within from to into onto through across off over around toward towards along "
    "between by with for of about against under via beyond beside behind above below during throughout amid "
    "among past upon"
)
LOCATIVE = _words(
    "in at near outside inside within across throughout around over off along through on beside beyond above "
    "below behind"
)
GOAL = _words("to into for onto via")
DIRECTION = _words("toward towards")

# Words that stand between a preposition and a name without changing what the preposition governs.
PLACE_NOUNS = _words(
    "city town village capital province region state county district port suburb island islands hamlet "
    "municipality commune area territory settlement neighbourhood neighborhood community peninsula republic "
    "prefecture oblast krai department governorate borough township parish quarter resort enclave stronghold "
    "outskirts coast shores shore border frontier country nation kingdom emirate archipelago valley mountains "
    "part parts side end corner centre center edge edges heart middle fringe fringes"
)
COMPASS = _words(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern north-east north-west south-east south-west upper "
    "lower inner outer greater mid downtown nearby neighbouring neighboring rural coastal far remote"
)
# Nouns whose own place is what a following "in X" tells: the phrase before them is the happening.
VENUES = _words(
    "station factory plant facility hospital clinic jail prison camp hotel building university college school "
    "airport airfield base port harbour harbor stadium arena theatre theater church mosque synagogue temple "
    "cathedral cemetery square park street road highway bridge tunnel market mall shop store bar restaurant "
    "club court courthouse embassy consulate headquarters office palace house home residence apartment "
    "compound site shipyard shipyards yard mine field farm warehouse refinery museum gallery laboratory lab "
    "barracks checkpoint crossing terminal pier dock beach lake river forest cosmodrome spaceport launchpad "
    "range centre center venue hall room depot workshop works reactor dam village town city district area "
    "region province county state capital suburb island settlement neighbourhood neighborhood outskirts "
    "shelter ward monastery castle tower complex zone platform runway junction"
)
ORGANISATION_HEADS = _words(
    "university college institute academy school bank ministry department office police court council agency "
    "company corporation corp inc ltd llc plc group party club fc united athletic association institute "
    "committee commission times post news herald journal gazette tribune telegraph guardian mail observer "
    "chronicle star sun press media radio television tv airlines airways air army navy force forces guard "
    "brigade regiment battalion corps union federation foundation society trust fund church league team "
    "authority board bureau service services centre center network systems technologies industries motors "
    "energy oil gas electric holdings partners capital management parliament senate congress assembly "
    "government administration cabinet house chamber embassy consulate mission hospital clinic museum "
    "orchestra theatre theater observatory organization organisation alliance coalition movement front "
    "brotherhood state treaty agreement accord accords protocol declaration act bill resolution convention "
    "summit championship championships cup open games olympics tournament festival prize award awards marathon "
    "derby line lines railway railways records studios pictures entertainment daily weekly review magazine "
    "morning evening sheriff fire rescue rangers patriots giants lions bulldogs tigers eagles wildcats rovers "
    "wanderers hotspur albion sox yankees dodgers cubs braves reds cowboys bears packers steelers lakers "
    "celtics knicks bulls heat jazz"
)
# Proper names ending in these are places one can stand at.
SITE_HEADS = _words(
    "airport airfield station stadium arena hospital jail prison cemetery bridge port harbour harbor base "
    "square park university college school church cathedral mosque temple castle palace museum cosmodrome "
    "shipyard plant factory dam tunnel hotel tower camp crossing beach bay lake river mountain mount valley "
    "island islands peninsula strait street avenue road highway boulevard lane county parish province oblast "
    "krai prefecture district forest canyon creek hill hills canal gulf sea ocean desert cape point center "
    "centre mall hall zoo garden gardens speedway raceway courthouse library monastery village township "
    "heights fort memorial refinery mine reservoir"
)
EVENT_NAME_HEADS = _words(
    "war revolution uprising massacre accord accords agreement treaty protocol declaration summit conference pact "
    "championship championships cup open games olympics tournament festival marathon derby"
)
WORK_NOUNS = _words(
    "song march film movie novel book album opera play anthem ballad painting poem series show documentary single "
    "symphony musical magazine newspaper game"
)
STORM_NOUNS = _words("hurricane typhoon cyclone storm")
VESSEL_NOUNS = _words(
    "ship ferry frigate destroyer cruiser corvette submarine tanker freighter trawler yacht schooner steamer liner "
    "brig icebreaker tugboat warship battleship airship"
)
VESSEL_PREFIXES = _words("uss hms ss mv rv ins hmas hmcs")
SPORTING = _words("beat lose win draw defeat score play thrash face")

TEMPORAL = _words(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep "
    "sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat "
    "sun"
)

PERSON_NOUNS = _words(
    "cyclist sailor rider driver pilot runner swimmer climber traveller traveler tourist pilgrim winner "
    "champion player singer artist musician painter dancer poet explorer fugitive suspect refugee candidate "
    "lawmaker politician tycoon billionaire pianist violinist wrestler boxer golfer"
)

PERSON_TITLES = _words(
    "mr mrs ms miss dr prof sir dame lord lady rev reverend fr sister brother president chairman chairwoman "
    "chair premier chancellor minister secretary senator sen rep representative congressman congresswoman "
    "governor gov mayor king queen prince princess emperor sultan sheikh emir pope bishop archbishop cardinal "
    "imam ayatollah rabbi general gen colonel col major maj captain capt lieutenant lt sergeant sgt corporal "
    "private admiral commander marshal officer detective sheriff deputy judge justice attorney lawyer "
    "prosecutor ambassador envoy spokesman spokeswoman spokesperson director chief head coach manager "
    "professor doctor actor actress singer author writer editor journalist reporter analyst leader councillor "
    "councilor councilman councilwoman alderman commissioner coordinator economist founder ceo cfo "
    "vice-president superintendent principal striker midfielder defender goalkeeper quarterback pitcher "
    "photographer activist scientist researcher engineer comrade"
)
GOVERNMENT_NOUNS = _words(
    "government president premier minister ministers ministry chancellor king queen parliament congress senate "
    "cabinet official officials authorities authority leader leaders leadership regime army military troops "
    "forces force police spokesman spokeswoman spokesperson ambassador embassy envoy diplomat diplomats "
    "diplomacy delegation state governor mayor administration foreign defence defense prime central policy "
    "policies stance position response help support aid sanctions interests ambitions missile nuclear alliance "
    "allies ally enemies intelligence agency media news constitution law laws economy currency exports imports "
    "demand request proposal offer decision plan plans role relations ties rivals claim claims accusation "
    "allegations refusal opposition federation bank court supreme republican "
    "democratic"
)

REPORTING = _words(
    "say tell announce report claim add note state declare explain warn comment describe write quote admit "
    "insist argue acknowledge reveal confirm deny reply respond suggest stress emphasise emphasize remark "
    "observe caution indicate estimate recall believe think know show cite urge ask"
)
SPEAKING_ACTS = _words(
    "say tell announce claim add note declare warn insist argue acknowledge deny reply respond suggest stress "
    "accuse urge demand condemn criticise criticize reject refuse agree hope want seek vow pledge threaten "
    "believe think consider propose offer support oppose back welcome blame call ask require impose sanction "
    "ban defy violate sign ratify endorse veto recognise recognize expel retaliate need intend decide help "
    "play continue promise cooperate negotiate export import possess invade develop "
    "disagree differ clash quarrel feud"
)
STATES = _words(
    "be have live reside belong border lie sit stand own know believe think want like love hate need mean seem "
    "remain stay consist contain include involve depend concern matter resemble deserve lack equal cost "
    "weigh exist base locate situate name call hail border border share represent work serve study "
    "cover focus prefer support oppose consider expect hope see feel understand remember regard "
    "specialise specialize relate teach"
)
WAR_NOUNS = _words(
    "war fighting conflict crisis invasion hostilities insurgency unrest violence tensions situation sanctions"
)

PLANNED_CUES = _words(
    "plan plans planned scheduled slated set due expected expects poised intends intend announced heading headed"
)
POSSIBLE_CUES = _words(
    "suspected suspect suspects alleged allegedly reportedly feared possible possibly probable probably likely "
    "may might could perhaps forecast forecasts threatens threaten unconfirmed apparently rumoured rumored "
    "presumed thought potential unclear purported purportedly potentially"
)
NEGATED_CUES = _words(
    "cancelled canceled cancel postponed postpone scrapped abandoned aborted denied deny denies denying "
    "refuted averted avoided prevented refused rejected false untrue unfounded ruled thwarted foiled suspended "
    "cancellation hoax"
)

CALLED_AFTER = _words("sprout duck hat ham sausage stew terrier spaniel retriever cattle syndrome marmalade")
"""Things that are called after places and may be anywhere: *Brussels sprouts*, *Stockholm syndrome*."""
GIVEN_NAMES = _words(
    "aaron abdul abdullah abigail abraham adam adrian ahmad ahmed aidan alan albert alejandro alex alexander "
    "alexandra alexei alexey alfred ali alice alicia alison allen alok amanda amber amina amir amy ana "
    "anastasia andre andrea andreas andrei andrew andrey andy angela angelina anita ann anna anne anthony "
    "antonio anton ariel arjun arnold arthur ashley austin barack barbara barry beatrice ben benjamin bernard "
    "beth betty bill billy bob bobby boris brad bradley brandon brenda brent brett brian bruce bryan caleb "
    "calvin cameron carl carla carlos carmen carol caroline carolyn casey catherine cecilia charles charlie "
    "charlotte chelsea cheryl chloe chris christian christina christine christopher cindy claire clara "
    "clarence claude claudia cody colin connie connor constance craig crystal curtis cynthia dale dan daniel "
    "danielle danny daria darren dave david dawn dean deborah debra denis denise dennis derek devon diana diane "
    "diego dmitri dmitry don donald donna dorothy doug douglas drew duncan dustin dylan earl eddie edgar edith "
    "eduardo edward edwin eileen elaine elena eli elijah elizabeth ella ellen emily emma emmanuel eric erica "
    "erik erin ernest ernesto esther ethan eugene eva evan evelyn fatima felix fernando fiona frances "
    "francesca francis francisco frank fred frederick gabriel gareth gary gavin gene geoffrey george gerald "
    "gerard gideon gilbert giorgia giovanni giuseppe glen glenn gloria gordon grace graham grant greg gregory "
    "guillermo gustavo guy hannah harold harry harvey hassan heather hector heidi helen henry herbert holly "
    "howard hugh hugo hussein ian ibrahim igor ilya imran ingrid irene isaac isabel isabella ivan ivana jack "
    "jackie jackson jacob jacqueline jaime jake james jamie jan jane janet janice jason javier jay jean jeff "
    "jeffrey jennifer jeremy jerome jerry jesse jessica jesus jill jim jimmy jin joan joanna joanne joe joel "
    "johan john johnny jon jonathan jordan jorge jose joseph josh joshua joyce juan juanita judith judy julia "
    "julian julie julio justin kamala karen karl kate katherine kathleen kathryn kathy katie kay keith kelly "
    "ken kenneth kevin khalid kim kimberly kirk klaus kofi kristen kristin kumar kurt kyle lance larry latoya "
    "laura lauren laurence lawrence leah lee leo leon leonard leslie lewis liam lillian linda lindsay lindsey "
    "lisa lloyd logan lois lorenzo lori louis louise lucas lucy luis luke lynn madeleine mahmoud malcolm "
    "manuel marc marco marcus margaret maria marie marilyn marina mario marion mark marta martha martin marvin "
    "mary mateo matt matthew maurice max maxim megan mehmet melanie melissa mercedes michael michelle miguel "
    "mike mikhail mildred mitchell mohamed mohammad mohammed moses muhammad mustafa nadia nancy naomi natalia "
    "natalie natasha nathan nathaniel neil nelson nicholas nicola nicole nigel nikita nikolai nina noah noel "
    "nora norma norman oleg olga oliver olivia omar oscar osama otto owen pablo pamela patricia patrick paul "
    "paula pauline pedro peggy penny peter phil philip phillip pierre priscilla rachel rafael ralph ramon "
    "randy raul ray raymond rebecca recep regina ricardo richard rick ricky rita rob robert roberto robin "
    "rodney rodrigo roger roland ron ronald rosa rose ross roy ruben russell ruth ryan saddam sally salma sam "
    "samantha samuel sandra sanjay santiago sara sarah scott sean sebastian sergei sergey seth shane shannon "
    "sharon shaun shawn sheila shinzo shirley sidney silvia simon sofia sonia sophia sophie stacy stanley "
    "stefan stella stephanie stephen steve steven stuart sue sunil susan suzanne svetlana sylvia tamara tanya "
    "tara tatiana ted terence teresa terry theodore theresa thomas tiffany tim timothy tina todd tom tommy "
    "toni tony tracy travis trevor troy tyler valentina valerie vanessa vera vernon veronica victor victoria "
    "vijay vincent viktor virginia vivian vladimir volodymyr wallace walter wanda warren wayne wendy will "
    "william willie wilson xavier yasser yevgeny yoon youssef yuri yusuf yvonne zachary zoe"
)

AGENCIES = _words(
    "reuters ap afp tass ria xinhua kcna yonhap upi dpa ansa efe interfax bloomberg getty kyodo anadolu apa "
    "belga pti ani novosti sputnik al-jazeera bbc cnn nhk handout file courtesy"
)

FURNITURE = (
    r"\[/?[a-z]+(?:_\d+)?\]",
    r"source link",
    r"related (?:articles?|stories|posts?|news|topics)\b.*",
    r"(?:read|see) (?:more|also|next|the full story)\b.*",
    r"leave a (?:reply|comment)\b.*",
    r"your email address will not be published\b.*",
    r"(?:required fields|all rights reserved|copyright|©|\(c\) \d{4}).*",
    r"back to top\b.*",
    r"(?:no|\d+) comments?",
    r"(?:share|tweet|print|email|subscribe|sign up|log in|follow us|advertisement|sponsored)\b.{0,80}",
    r"(?:newsletter|click here)\b.{0,80}",
    (
        r"(?:tags?|filed under|categor(?:y|ies)|topics?|keywords?|more (?:on|from|in)|most read|trending|"
        r"recommended|editors?['’]? picks?|latest (?:news|stories)|you (?:may|might) (?:also )?(?:like|be interested)|"
        r"next article|previous article)\b.{0,120}"
    ),
    r"(?:updated|published|posted|last modified|first published)\b.{0,60}",
    r"\d{1,2}:\d{2}(?::\d{2})?",
    r"by [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:, .{0,60})?",
    r"(?:photo|image|picture|video|credit|source|photograph)s?\s*(?:by|:|credit).{0,80}",
)
"""Regular expressions (case-insensitive, whole block) of page furniture: what a page says about itself."""

BIOGRAPHY = _words(
    "writer editor reporter journalist correspondent columnist blogger contributor photojournalist author "
    "photographer freelancer graduate alumnus fellow"
)
