"""The words by which Chinese and English show how something is said: denied, forbidden, asked, reported, quoted.

Simplified Chinese and lower case, as folded text is. What law bans stands in rule files, not here.
"""

from __future__ import annotations

import re
from functools import cache

from suitability.wording.automaton import Finder, finder

# What denies, and what only looks as if it did.
NEGATORS = (
    "不|未|没|无|非|莫|毋|难以|绝非|并非|拒绝承认|谢绝|唔|冇|勿|休想|避免|"
    r"\bno\b|\bnot\b|\bnever\b|\bneither\b|\bnor\b|\bwithout\b|\bcannot\b|n't\b|n’t\b|\bunable\b|\bnone\b|\bnothing\b"
)
NO_NEGATORS = (
    "不仅|不但|不只|不止|不光|不单|不论|不管|不如|不用|不必|不需|不怕|不错|不断|不愁|不愧|不限|不同|不少|不费|"
    "不操心|不担心|不再担心|不再为|不再纠结|不容错过|不要错过|不可错过|不能错过|别错过|不容忽视|不可多得|"
    "不可思议|不可或缺|不二|不俗|不菲|不动产|不良|不变|不等(?!于|同)|不久|不日|不满足于|不知不觉|不得不|不能不|"
    "不会不|不要犹豫|不要再犹豫|不要等|没有不|无不|没问题|没错|没有理由|没有后顾之忧|没有烦恼|无论|无需|无须|"
    "无忧|无惧|无疑|无比|无敌|无限|无门槛|无穷|无数|无风险|无手续费|无费用|无锁定|无成本|无损|无压力|无缝|无感|"
    "无抵押|无担保|非常|非凡|非同|非存款类|未来|未婚|未免|未尝不|莫过于|莫大|勿失|万无一失|毫不费力|毫不犹豫|"
    "冇得输|唔使|唔好错过|唔洗|从无到有|后顾之忧|机不可失|时不我待|not only|not just|not to mention|no matter|"
    "no need|no doubt|no hidden|no minimum|no fee|no fees|no experience|no wonder|never been (?:easier|better|"
    "a better)|never too late|why not|can't miss|don't miss|cannot miss|can't wait|don't wait|do not wait|"
    "don't worry|no worries|no hassle|nothing to lose|no strings"
)
NEGATED_AFTER = (
    "^[^，。；、]{0,10}?(?:并|也|均|都|绝|皆)?(?:不等于|不代表|不意味|不预示|不构成|不存在|不可能|不可信|无保证|"
    r"没有保证|不保证|不受保障|不获保证)|^[^,.;]{0,30}?\b(?:is|are|was|were) (?:not|never)\b|"
    r"^[^,.;]{0,30}?\b(?:isn't|aren't|does not exist|do not exist|not guaranteed)\b"
)
NEGATED_INSIDE = "不承担|不负责|不提供|不为|并无|并非|并不|不作|不做|不提供|不构成|不予|不对|\\bnot\\b|\\bnever\\b"
# What ends the reach of a denial.
TURNS = (
    "但是|但|而是|却|然而|不过|只是|反而|可是|而且|并且|还能|同时|也能|更能|照样|依然|仍然|依旧|就能|即可|便可|"
    r"\bbut\b"
)

PROHIBITIONS = (
    "不得|禁止|严禁|不准|不许|不应当?|不可以|切勿|请勿|切忌|不允许|不能(?:够)?(?:使用|出现|承诺|宣传|含有|以)|"
    "不要(?:使用|出现|承诺|宣传|含有|说|写|用)|一律不(?:用|得|准|许|能|说)|勿用|慎用|禁用|杜绝|防止|防范|抵制|"
    r"谨防|警惕|严防|违反|\bmust not\b|\bmay not\b|\bshall not\b|\bshould not\b|\bprohibit(?:ed|s|ion)?\b|"
    r"\bforbid(?:den|s)?\b|\bbanned\b|\bnot allowed\b|\bnot permitted\b|\bavoid\b|\bdo not (?:use|say|promise|"
    r"claim)\b|\bcannot (?:use|say|promise|claim)\b|\bnever (?:use|say|promise|claim)\b"
)
PROHIBITED_AFTER = (
    "(?:一律|均|都|皆|属于?)?(?:不得|不应当?|不可|不能|禁止|严禁|不许|不准)(?:再)?(?:出现|使用|宣传|用于|写入|"
    "写进|说|用|作为)"
)
NO_PROHIBITIONS = "不得不|不得了|不应错过|勿失|请勿错过|切勿错过"
LIST_HEADERS = (
    rf"(?:{PROHIBITIONS}|禁语|违规|违法|敏感词|红线|负面清单|骗局|陷阱|误区|套路|错误|反例|不合规|不当|虚假|谣言|骗术|"
    r"\bnot\b\W*$|\bis not\b|\bbad example|\bred flags?\b|\bwarning signs?\b|\bscams?\b|\bmyths?\b)"
)

QUESTION_ENDS = "？?"
QUESTION_WORDS = (
    "是否|能否|可否|会否|是不是|能不能|会不会|可不可以|有没有|有无|算不算|保不保|安不安全|吗|呢|么|难道|什么是|"
    "何为|何谓|如何|怎么|怎样|为什么|为何|哪些|哪个|哪种|哪里|哪家|多少|几种|点解|系咪|有冇|会唔会|边个|边只|"
    r"^\W*(?:q\W|问\W|is|are|does|do|did|can|could|will|would|should|shall|what|how|which|why|who|when|where|has|"
    r"have)\b"
)
ASKED_IN_PASSING = "是否|能否|可否|会否|是不是|能不能|会不会|可不可以|有没有|有无|算不算|保不保|\\bwhether\\b"
# Questions an advertisement asks to sell.
SOLICITATIONS = (
    r"^\W*(?:q\W|问\W)?(?:您|你)?(?:是不是|是否|还|也|正|正在)?(?:想不想|想要|想让|想|还在|还为|厌倦|受够|苦于|"
    "担心|愁|羡慕|渴望|梦想|准备好|要不要|心动)|怕什么|怕啥|敢不敢|犹豫什么|等什么|难道|何不|何乐|为何不|"
    r"为什么不|还等什么|还犹豫什么|还在等|谁说|凭什么|怎能错过|岂能错过|怎么能错过|想唔想|仲等|^\W*(?:want|need|"
    r"tired|ready)\b|\b(?:want to|looking (?:for|to)|ready to|tired of|why not|why wait|wait(?:ing)? for|"
    r"would you like|do you want|do you dream|dreaming of|are you ready|what are you|how would you)\b"
)

# Who speaks about it from outside: news, courts, regulators, warnings.
REPORTS = (
    "声称|宣称|号称|谎称|诈称|诡称|自称|吹嘘|鼓吹|虚构|编造|捏造|诱骗|骗取|诱导|引诱|欺骗|骗局|骗术|骗子|诈骗|"
    "欺诈|行骗|受骗|上当|被骗|非法集资|非法吸收|传销|庞氏|圈套|陷阱|套路|幌子|为名|为饵|诱饵|噱头|轻信|盲目相信|"
    "迷信|打破|破除|戳破|揭穿|揭露|涉嫌|违规|违法|违反|非法(?!所得)|法院|检察院|判决|判处|裁定|被告|原告|立案|"
    "刑事|嫌疑人|警方|民警|公安机关|反诈|查处|处罚|罚款|罚没|罚单|警示|警告|通报|曝光|整治|整改|取缔|清退|举报|"
    "投诉|受害|维权|爆雷|暴雷|跑路|警惕|谨防|当心|小心|识别|提防|远离|切莫|不可信|不要相信|不要轻易|别信|勿信|"
    "天上掉馅饼|高度警觉|理性看待|没有根据|毫无根据|不足为信|不属实|谴责|关注函|监管函|拉黑|诱惑|表述|内涵|异常|"
    "警觉|说词|说辞|法定代表人|某年|[a-z]某|结果只|后来只|夸大(?!其词地)|构成[^，。]{0,8}(?:承诺|误导|违规|违法|"
    "诱导)|想想为什么|值得怀疑|存疑|假投资|投资诈骗|话术陷阱|拒答|拒绝回答|合规风险|变相|盲目|搜索记录|热搜|诉求|"
    "极限词|违禁词|敏感词|禁用词|广告法|退场|停售|清盘|已停止|已全面停|成为历史|成为过去|结束了|早年|误导|误认为|"
    "误以为|误解|误区|虚假宣传|销售误导|刚性兑付的?预期|据悉|据了解|据报道|记者|报道称|媒体|监管(?:要求|部门|"
    "机构|层|规定|新规)|征求意见稿|管理办法|暂行规定|条例|实施细则|司法解释|资管新规|消费者权益保护|投资者教育|"
    "风险教育|案情|典型案例|以案说险|课程|试题|下列(?:哪|说法|选项|关于|表述|行为)|判断题|单选|多选|呃人|揾笨|"
    r"老千|\bscams?\b|\bscammers?\b|\bfraud(?:sters?|ulent|ulently)?\b|\bponzi\b|\bpyramid scheme|\bclaim(?:s|"
    r"ing)? (?:to|that|of|it|they|he|she)\b|\bclaimed\b|\bcollapsed\b|\bturned out\b|\bwent bust\b|\blured\b|"
    r"\bwho says\b|\balleg(?:es|ed|edly|ing)\b|\bwarn(?:s|ed|ing|ings)?\b|\bbeware\b|\bregulators?\b|\bcharged\b|"
    r"\bconvicted\b|\bcourt\b|\blawsuit\b|\billegal(?:ly)?\b|\bunlawful\b|\bmisleading(?:ly)?\b|\bmislead\b|"
    r"\bfalse(?:ly)?\b|\bfined\b|\bvictims?\b|\bcrime\b|\bcomplaints?\b|\bsuspicious\b|\bred flags?\b|"
    r"\bunrealistic\b|\btoo good to be true\b|\bsceptical\b|\bskeptical\b|\bpromising\b|\bcompliance\b|"
    r"\breported(?:ly)?\b|\bimpossible\b|\bimplausible\b|\bfake\b|\bguarantees? of\b|\bwary\b|\bwatchdog\b|"
    r"\bruling\b|\bwithdrew\b|\bwithdrawn\b|\bused to\b|\bviolat(?:e|es|ed|ing|ion|ions)\b|\blegitimate\b"
)

OPENING, CLOSING = "“‘「『《〈\"'【", "”’」』》〉\"'】"
QUOTED_BEFORE = (
    "所谓|所称|强调|挑战|打破|刚性|使用|含有|出现|包括|包含|类似|诸如|例如|比如|宣传|打着|标榜|称为|叫做|叫作|"
    "又称|相信|听信|听到|看到|标有|写有|带有|关于|以|如|像|称"
)
QUOTED_AFTER = (
    "的?(?:心态|心理|思维|年代|时代|日子|模式|这样的话|这种话|的话|那种|人)|等?(?:字样|词语|词汇|字眼|用语|用词|"
    "表述|说法|宣传|口号|承诺|话术|内容|诱惑|概念|观念|预期|理念|名义|旗号|标语|广告|幌子|骗局)|的(?:说法|宣传|"
    "口号|表述|诱惑|概念|观念|预期|名义|旗号|广告|噱头|字样|理财观)|等(?:违规|虚假|不实|夸大|绝对化|诱导|误导)|"
    "一词|一类|之类|类"
)
MENTIONED_AFTER = (
    "[”’」』\"'）)]? ?(?:→|->|=>|-->|改为|改成|替换为|建议改|应改|应当改)|"
    "(?:”|’|」|』|\"|')?(?:[（(][^（）()]{1,20}[）)])?(?:，|,)?(?:一词|一说|是指|系指|指的是|指的就是)|"
    "等?(?:字样|词语|词汇|字眼|用语|用词|表述|说法|话术|口号|标语)|等(?:违规|虚假|不实|夸大|绝对化|诱导性?|误导性?)|"
    "(?:都|均|纯)?(?:是|属|系)(?:骗局|骗人|假的|谎言|违规|违法|虚假|不可能|不存在|误解|误区|诈骗|违反)"
)

# Who is quoted without belief.
DOUBTED = (
    "有人|业务员|推销员|销售(?:人员|员)?|他们|对方|骗子|群里|群主|广告|话术|推文|短信|传单|海报|如果|一旦|凡是|"
    r"凡|遇到|听到|听见|看到|见到|号召|爱用|天天|常见|典型|口头|写道|陌生|来电|电话里|社会|诱|\bif\b|\bwhen\b|"
    r"\banyone\b|\bpitch\b|\bslogan\b(?!\W{0,2}:)"
)
STRONG_REPORTS = (
    r"通报|处罚|罚款|骗局|诈骗|判决|法院|案例|投诉|举报|虚构|违规|违法|涉嫌|监管部门|警方|\bscam|\bfraud|"
    r"\bregulator|\bfined\b|\bcomplaint"
)
PURPOSE = (
    "^[^，。]{0,30}?为(?:了)?(?:更好地?)?(?:保障|确保|保证|维护|保护|切实)[^。]*(?:请|建议|应当?|须|需|不得|将|"
    r"特|我们|我行|本行|本公司|根据|依据|制定|采用|采取|避免)|^\W*(?:to|in order to) (?:protect|ensure|"
    r"safeguard)\b"
)

CUSTOMER = (
    r"^[\W0-9a-dq]{0,6}(?:我(?!们|司|行|公司|社|国|看好|推荐|保证|敢|承诺|们)|本人|俺)(?:只|更|比较|主要|最|就|也|"
    "还|很|非常)?(?:愿意|愿|希望|倾向|偏好|追求|期望|期待|想|看重|在意|能接受|可以接受|能够接受|接受|不能|不愿|"
    "不想|选择|寻求|关注|打算|唔可以|唔想|可以|最好|要|的?投资|了解|理解|知道|承认|确认|认为|会|需要|只要|宁愿|"
    "怕|担心)|风险承受(?:能力|度)|风险容忍|容忍度|期望保本|(?:你|您)(?:比较|更|较)?(?:重视|在乎)|"
    r"\brisk tolerance\b|在意的是|(?:你|您)(?:主要|比较|更)?(?:在意|偏好|看重|追求)|这类型?的?投资|此类投资|"
    "客户(?:希望|追求|想|询问|问|偏好|要求)|投资者(?:希望|追求|询问|偏好|误)|适合(?:追求|希望|偏好)|投资目(?:的|"
    r"标)|风险偏好|风险态度|\b(?:select|choose|tick|pick) one\b|^\W*(?:i (?:am|want|prefer|would|seek|expect|"
    r"understand|accept|agree|need|hope|'?m)|my (?:goal|objective|priority))\b"
)

# Code and tables that list what may not be said.
BANNED_LISTS = (
    "(?:ban|forbid|prohibit|blacklist|sensitive|violat|red_?flag|risk_?word|敏感|违规|"
    "禁)[a-z_词语字]{0,16}[\\\"'`”]?\\s*[:=：]"
)
QUIZ = "何者|下列(?:哪|说法|选项|表述|行为)|以下(?:哪|说法|选项|表述|行为)|\\bwhich of the following\\b"
# A contract fixes nothing by these words.
INSISTENCE = "绝对|肯定|百分百|百分之百|高达|必定|包赚|稳赚|不如|与其|别再|告别"
CONTRACT_FIXED = (
    "存款|定期|定存|活期|存单|存本|储蓄|国债|结构性|年金|身故|全残|保险金|保险费|保费|现金价值|满期|生存金|保单|"
    "保额|账户价值|结算利率|保证利率|保证利益|保证续保|续保|合同约定|条款约定|约定给付|按合同|受益人|给付|"
    r"保险责任|保险期间|保障范围|被保险人|投保人|等待期|终身寿|重疾|分红险|万能险|万能账户|\bfixed deposits?\b|"
    r"\bterm deposits?\b|\bcertificates? of deposit\b|\btime deposits?\b|\bannuit(?:y|ies)\b|\bpolic(?:y|"
    r"yholders?|ies)\b|\binsured\b|\bsavings accounts?\b|\btreasur(?:y|ies)\b|\bsurrender value\b|\bbeneficiar"
)
LIKE_IT = (
    "不是|并非|非|不同于|比|优于|高于|胜过|媲美|类似|如同|好像|像|替代|代替|超|好过|跑赢|赢过|碾压|堪比|远超|"
    "不输|打败|秒杀|取代|than |like |beats? "
)

TECHNICAL = (
    "私钥|多签|冷钱包|"
    "账户|帐户|账号|帐号|户口|密码|口令|登录|登陆|登入|加密|数据|资料|信息|隐私|支付安全|认证|验证|校验|短信|"
    "系统|网络|服务器|防火墙|证书|指纹|人脸|备份|实名|盾|传输|浏览器|协议|接口|权限|漏洞|病毒|黑客|技术|密钥|"
    r"\bssl\b|\bhttps?\b|\bencrypt|\bpasswords?\b|\baccounts?\b|\blogin\b|\bdata\b|\bservers?\b|\bfirewall|"
    r"\b2fa\b|\bauthenticat|\bverif|\bpriva(?:te|cy)\b"
)
PAST = (
    r"曾|此前|以前|从前|过去|当年|当时|原来|原先|历史上|之前|早年|已取消|已停止|不再|早已|一度|\bused to\b|"
    r"\bformerly\b|\bno longer\b|\bonce\b"
)
VISION = (
    r"愿景|期许|力争成为|立志|努力成为|争创|迈向|希望成为|目标是成为|使命|旨在成为|\bvision\b|\baspires?\b|"
    r"\bstrives? to become\b"
)


# The lists a sentence is asked for; what one holds none of the words of is not searched in it.
GATED = {
    name: words
    for name, words in globals().copy().items()
    if name.isupper() and isinstance(words, str) and name not in ("OPENING", "CLOSING", "QUESTION_ENDS")
}


@cache
def cue(words: str) -> re.Pattern[str]:
    """Compile a list of cues once."""
    return re.compile(words)


# Lists whose alternatives have no plain run of their own.
_HINTS = {
    "CUSTOMER": "我 本人 俺 你 您 适合 客户 投资 风险 容忍 期望 在意 偏好 看重 追求 i my one tolerance",
    "MENTIONED_AFTER": "→ -> => 改 替换 字样 词 字眼 用语 表述 说法 话术 口号 标语 等 是 属 系 一说 指",
    "PROHIBITED_AFTER": "不得 不应 不可 不能 禁止 严禁 不许 不准",
    "NEGATED_AFTER": "不 无 没 not never n't",
    "PURPOSE": "为 to",
}


def cores(words: str) -> frozenset[str] | None:
    """Give texts of which one stands wherever a list of cues matches; None where that cannot be told.

    Of each alternative the longest run of plain characters outside groups.
    """
    found: set[str] = set()
    for alternative in _alternatives(words):
        plain = _outside(alternative)
        if plain:
            found.add(max(plain, key=len))
            continue
        inner = re.fullmatch(r"\(\?:(.*)\)", alternative)
        within = cores(inner[1]) if inner and not re.search(r"^[^(]*\)", inner[1]) else None
        if within is None:
            return None
        found |= within
    return frozenset(found)


def _alternatives(words: str) -> list[str]:
    depth, begin, made = 0, 0, []
    for at, character in enumerate(words):
        depth += (character in "([") - (character in ")]")
        if character == "|" and depth == 0:
            made.append(words[begin:at])
            begin = at + 1
    return [*made, words[begin:]]


def _outside(alternative: str) -> list[str]:
    """Give the plain runs of an alternative that every match of it holds."""
    kept, depth = [], 0
    for character in alternative:
        if character in "([":
            depth += 1
        if depth == 0:
            kept.append(character)
        elif not kept or kept[-1] != "\0":
            kept.append("\0")
        if character in ")]":
            depth -= 1
    text = re.sub(r"\\[A-Za-z]", "\0", "".join(kept)).replace("^", "\0").replace("$", "\0")
    text = re.sub(r".(?:[?*]|\{[0-9,]*\})[?+]?", "\0", text)
    return [run for run in re.split(r"[\0.+\\]+", text) if run]


@cache
def gates() -> tuple[Finder, tuple[frozenset[str], ...], frozenset[str]]:
    """Give what finds the words of all lists at once, the lists of each of them, and those that are always asked."""
    owners: dict[str, set[str]] = {}
    always = set()
    for name, words in GATED.items():
        known = _HINTS[name].split() if name in _HINTS else cores(words)
        if known is None:
            always.add(name)
        for core in known or ():
            owners.setdefault(core, set()).add(name)
    return finder(list(owners)), tuple(map(frozenset, owners.values())), frozenset(always)


def present(text: str) -> frozenset[str]:
    """Give the lists of which a text may hold a word."""
    find, owners, always = gates()
    return always.union(*(owners[word] for word in {word for word, _, _ in find(text)}))
