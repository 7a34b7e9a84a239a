"""Common given names, which before a tracked surname mean somebody else of that name.

Where letters have no case this list is all there is to tell a given name; elsewhere it makes sure. It needs no
completeness: names of the same sound are one (Muhammad, Mohamed, Мухаммад), and case endings are taken off.
"""

from __future__ import annotations

from functools import lru_cache

from watchers.matching import inflection
from watchers.text.folding import plain
from watchers.text.scripts import script_of

_NAMES = """
abdallah abdelaziz abdulaziz abdulrahman abbas adam adel adnan ahmad ahmed akram ali amin amir amr anas anwar ashraf
aws ayman aymen
aziz bashar bashir belqasem belkacem bilal boutros faisal farid farouk fatima fawzi fouad ghassan habib hadi hafez
haitham hakim hamad hamid
hamza hani haroun hasan hassan haytham hicham hisham hosni huda hussein hossein hussain ibrahim imad issa ismail
jaafar jalal jamal
jassim jihad kamal karim khaled khalid khalifa khalil khamis layla mahdi mahmoud majid malik mansour marwan maryam
mehdi moammar
mohamed mohammad mohammed mohsen mona mounir mourad muammar muhammad muhsin munir murad musa moussa mustafa moustafa
nabil nader
nadia nasser nasir nour nouri omar osama othman qais qasim rachid rafiq rami rashid reza riad riyadh saad saadi sabri
saddam sadiq saeed
said saif salah saleh salim salman salma sami samir saleem sara selim sharif sidi suleiman tahir talal tamer tareq
tariq wael walid yahya
yasin yasser yassir younes yousef youssef yusuf zaid zainab zayed ziad
aleksandr alexander aleksei alexei anatoly andrei anna anton arkady artem boris daria denis dmitry ekaterina elena
evgeny fyodor galina
gennady georgy grigory igor ilya inna irina ivan kirill konstantin leonid lev ludmila maria maxim mikhail natalia
nikita nikolai oksana
oleg oleh olga pavel petr roman ruslan sergei sergey stanislav stepan svetlana tatiana vadim valentin valery vasily
viktor vitaly
vladimir volodymyr vyacheslav yana yaroslav yegor yulia yuri
adolf alan albert alex alexandra alice alfred amanda amy andrea andrew angela ann anne anthony antonio arthur barbara
ben benjamin bernard bill
bob brian bruce carl carlos carol caroline catherine charles charlotte chris christian christine christopher claire
claude clive colin craig
daniel david deborah dennis diana dominic donald donna dorothy edward elizabeth emily emma eric ernest eva fernando
francis francois frank
franz fred frederick gary geoffrey george gerald gerard giovanni giuseppe gordon graham greg guy hannah hans harold
harry heather heinz helen helga
henri henry herbert hillary howard hugh ian ingrid isabel jack jacob jacques james jan jane janet jason jean jeff
jeffrey jennifer jeremy
jessica jim joan joe john johann johannes jonathan jorge jose josef joseph josh juan judith julia julian julie karen
karl kate katherine keith
kelly ken kenneth kevin kim klaus laura lawrence lee leo leon leonardo lewis linda lisa louis louise lucas lucy luigi
luis luke margaret marco marie
mario marion mark martha martin mary matthew melania melinda michael michel michelle mike monica nancy neil nicholas
nicola nicolas nicole nigel
norman oliver oscar pablo pamela patricia patrick paul pedro peter philip philippe pierre rachel ralph raymond rebecca
richard robert
roger roland ron ronald ruth ryan samuel sandra sarah scott sean sebastian sharon simon sophie stanley stephen steven
steve stuart susan teresa
thomas tim timothy tom tony ursula veronica victor victoria vincent walter wayne wendy werner wilhelm william wolfgang
adem ahmet aylin ayse bulent burak cem cemal derya elif emine emre erdem fatma ferhat gul hakan halil hasan huseyin
ibrahim ismail kemal
leyla mehmet melek meral merve mesut murat mustafa necmettin nuri omer orhan osman ozlem recep selim serkan suleyman
sumeyye tayyip tuncay umit
yasar yilmaz zeynep bilal
agnieszka aleksander andrzej barbara bartosz beata bogdan dariusz elzbieta ewa grzegorz jacek jakub jan janusz
jaroslaw jerzy jozef kamil
katarzyna krzysztof leszek maciej malgorzata marcin marek mariusz mateusz michal pawel piotr rafal ryszard slawomir
stanislaw
tadeusz tomasz wojciech zbigniew alena frantisek hana jaroslav jiri josef karel katerina lubomir lukas marketa martina
milan milos miroslav
ondrej petra radek tomas vaclav zdenek andrej bojan borut branko dejan goran janez janko joze marjan matej matjaz miha
tanja tomaz zoran
александр алексей анатолий андрей анна антон аркадий артем борис валентин валерий василий вера виктор виталий владимир
вячеслав галина
геннадий георгий григорий дарья денис дмитрий евгений екатерина елена иван игорь илья инна ирина кирилл константин
ксения лариса леонид людмила
максим марина мария михаил надежда наталья никита николай оксана олег ольга павел петр роман руслан светлана сергей
станислав степан
татьяна федор юлия юрий ярослав ахмед али мухаммад хасан хусейн ибрагим халид омар абдалла мустафа саддам джон дэвид
майкл джеймс роберт
уильям ричард томас джордж питер пол марк стивен эндрю чарльз мэри анна сара джейн хиллари эмма иванка мелания эрик
олександр олексій андрій борис василь вікторія віталій володимир галина григорій дмитро євген іван ігор ірина катерина
кирило леонід людмила
марія микола михайло наталія олег олена ольга павло петро сергій тетяна юлія юрій ярослав
александър борислав ваня георги георг димитър емил ивайло иван красимир кристиян мартин мария николай пламен петър
росен румен стефан стоян
христо цветан цветелина юлиан джон майкъл дейвид джеймс робърт уилям ричард джордж
محمد احمد علي حسن حسين عمر عثمان خالد محمود مصطفى ابراهيم اسماعيل يوسف يعقوب موسى عيسى داود سليمان هارون يحيى زكريا
صالح سالم سليم سامي
سمير ساره صدام صلاح طارق طلال عادل عباس عصام عماد عمار عمرو غسان فؤاد فارس فاروق فاطمة فايز فتحي فريد فهد فوزي فيصل
قاسم كامل كريم كمال
ليلى ماجد مالك مبارك محسن مراد مروان مريم مسعود معمر منصور منير مهدي ناصر نادر نبيل نزار نضال نور نوري هادي هاني هشام
هيثم وائل وليد ياسر ياسين
يونس زياد زيد زينب رامي رشيد رضا رياض سعد سعيد سيف شريف صادق صبري طاهر ظافر جابر جاسم جعفر جلال جمال جهاد حاتم حازم
حافظ حامد حبيب حمد حمزة
حميد حيدر خليفة خليل خميس بشار بشير بلال بلقاسم بكر اكرم امير امين انس انور اياد ايمن باسم بدر تامر تميم توفيق ثامر
عبدالله عبدالعزيز عبدالرحمن
هدى منى سلمى هند نادية اسامة اسعد اشرف المعتصم الساعدي ربيع فاضل رجب فرج مفتاح مسعود ميلاد
محمدرضا علیرضا حسن حسین مهدی رضا سعید امیر مریم زهرا فاطمه مجید حمید جواد
"""

_FOLDED_NAMES = frozenset(plain(_NAMES).split())


@lru_cache(maxsize=100_000)
def is_given(word: str) -> bool:
    """Whether a folded word is a common given name, in any case."""
    return word in _FOLDED_NAMES or (
        script_of(word) == "cyrillic" and any(base.text in _FOLDED_NAMES for base in inflection.bases(word))
    )
