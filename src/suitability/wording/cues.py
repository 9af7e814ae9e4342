"""The words by which Chinese and English show how something is said: denied, forbidden, asked, reported, quoted.

Simplified Chinese and lower case, as folded text is. What law bans stands in rule files, not here.
"""

from __future__ import annotations

# What denies, and what only looks as if it did.
NEGATORS = (
    "不|未|没|无|非|莫|毋|难以|绝非|并非|拒绝承认|谢绝|唔|冇|勿|休想|避免|"
    r"\bno\b|\bnobody\b|\bno one\b|\bnot\b|\bnever\b|\bneither\b|\bnor\b|\bwithout\b|\bcannot\b|n't\b|n’t\b|\bunable\b|"
    r"\bnone\b|\bnothing\b"
)
NO_NEGATORS = (
    "不仅|不但|不只|不止|不光|不单|不论|不管|不如|不用|不必|不需|不怕|不错|不断|不愁|不愧|不限|不同|不少|不费|不操心|"
    "不担心|不再担心|不再为|不再纠结|不容错过|不要错过|不可错过|不能错过|别错过|不容忽视|不可多得|不可思议|不可或缺|"
    "不二|不俗|不菲|不动产|不良|不变|不等(?!于|同)|不久|不日|不满足于|不知不觉|不得不|不能不|不会不|不要犹豫|"
    "不要再犹豫|不要等|没有不|无不|没问题|没错|没有理由|没有后顾之忧|没有烦恼|无论|无需|无须|无忧|无惧|无疑|无比|无敌|"
    "无限|无门槛|无穷|无数|无风险|无手续费|无费用|无锁定|无成本|无损|无压力|无缝|无感|无抵押|无担保|非常|非凡|非同|"
    "非存款类|未来|未婚|未免|未尝不|莫过于|莫大|勿失|万无一失|毫不费力|毫不犹豫|难道[^，。]{0,8}不|非农|不善|不知疲倦|"
    "实在不行|哪[^，。]{0,4}不|谁不|岂不|何尝不|不掺水|不靠|冇得输|唔使|唔好错过|唔洗|从无到有|后顾之忧|机不可失|"
    "时不我待|not only|not just|not to mention|no matter|no need|no doubt|no hidden|no minimum|no fee|no fees|"
    "no experience|no wonder|never been (?:easier|better|a better)|never too late|why not|can't miss|don't miss|"
    "cannot miss|can't wait|don't wait|do not wait|don't worry|no worries|no hassle|nothing to lose|no strings|"
    "no complaints|no catch|no other|nobody else|no one else|nobody beats|nothing beats|not a gimmick|not a joke|"
    "not supposed to"
)
NEGATED_AFTER = (
    "^[^，。；、]{0,10}?(?:并|也|均|都|绝|皆)?(?:不等于|不代表|不意味|不预示|不构成|不存在|不可能|不可信|无保证|"
    r"没有保证|不保证|不受保障|不获保证)|^[^,.;]{0,30}?\b(?:is|are|was|were) (?:not|never)\b|^[^,.;]{0,30}?\b(?:isn't|"
    r"aren't|(?:is|are|was|were) neither|cannot (?:exist|persist|be (?:true|guaranteed))|does not exist|do not exist|"
    r"not guaranteed)\b"
)
# What a phrase denies in a gap of its own; words that are negative themselves, such as never lose, promise.
NEGATED_INSIDE = (
    "不承担|不负责|不提供|不为|并无|并非|并不|不[作做](?:出)?(?:任何)?(?:保|承|担)|不构成|不予|不对|"
    r"\b(?:not|never)\W{1,3}(?:be |been |a |to )?(?:guarantee|promis|assure|ensure|offer|provid|insured|protect|secure|"
    r"certain|pay)"
)
# What ends the reach of a denial.
TURNS = (
    "但是|但|而是|却|然而|不过|只是|反而|可是|而且|并且|还能|同时|也能|更能|照样|依然|仍然|依旧|就能|即可|便可|"
    r"\bbut\b|\bjust\b"
)

PROHIBITIONS = (
    "不得|禁止|严禁|不准|不许|不应当?|不可以|切勿|请勿|切忌|不允许|不能(?:够)?(?:使用|出现|承诺|宣传|含有|以)|"
    "不要(?:使用|出现|承诺|宣传|含有|说|写|用)|一律不(?:用|得|准|许|能|说)|勿用|慎用|禁用|杜绝|防止|防范|抵制|"
    r"谨防|警惕|严防|违反|\bmust not\b|\bmay not\b|\bshall not\b|\bshould not\b|\bprohibit(?:ed|s|ion)?\b|"
    r"\bforbid(?:den|s)?\b|\bbanned\b|\bnot allowed\b|\bnot permitted\b|\bavoid\b|\bdo not (?:use|say|promise|claim)\b|"
    r"\bcannot (?:use|say|promise|claim)\b|\bnever (?:use|say|promise|claim)\b|\bnothing (?:in|on|here|herein|"
    r"contained|above|said)\b|\b(?:should|to) be (?:read|construed|taken|interpreted|understood) as\b|\bdon't say\b"
)
PROHIBITED_AFTER = (
    "(?:一律|均|都|皆|属于?)?(?:不得|不应当?|不可|不能|禁止|严禁|不许|不准)(?:再)?(?:出现|使用|宣传|用于|写入|写进|说|"
    "用|作为)"
)
NO_PROHIBITIONS = "不得不|不得了|不应错过|勿失|请勿错过|切勿错过"
LIST_HEADERS = (
    rf"(?:{PROHIBITIONS}|禁语|违规|违法|敏感词|红线|负面清单|骗局|陷阱|误区|套路|错误|反例|不合规|不当|虚假|谣言|骗术|"
    r"不合格|做不到的|不做的|不敢说|不会说|退稿|替换|\b(?:red|banned|risky|forbidden|problem) words\b|\bnot\b\W*$|"
    r"\bis not\b(?=\s*[:：]|$)|\bbad example|\bred flags?\b|\bwarning signs?\b|\bscams?\b|\bmyths?\b)"
)

QUESTION_ENDS = "？?"
QUESTION_WORDS = (
    "是否|能否|可否|会否|是不是|能不能|会不会|可不可以|有没有|有无|算不算|保不保|安不安全|吗|呢|么|难道|什么是|何为|"
    "何谓|如何|怎么|怎样|为什么|为何|哪些|哪个|哪种|哪里|哪家|多少|几种|点解|系咪|有冇|会唔会|边个|边只|"
    r"^\W*(?:q\W|问\W|is|are|does|do|did|can|could|will|would|should|shall|what|how|which|why|who|when|where|has|"
    r"have)\b"
)
ASKED_IN_PASSING = "是否|能否|可否|会否|是不是|能不能|会不会|可不可以|有没有|有无|算不算|保不保|\\bwhether\\b"
# Questions an advertisement asks to sell.
SOLICITATIONS = (
    r"^\W*(?:q\W|问\W)?(?:您|你)?(?:是不是|是否|还|也|正|正在)?(?:想不想|想要|想让|想(?!请教|请问|问|知道|了解|咨询|"
    r"确认)|"
    "还在|还为|厌倦|受够|苦于|担心|愁|羡慕|渴望|梦想|准备好|要不要|心动)|何必|何苦|还能(?:少|亏|骗|跑|差|假)|能有假|"
    r"怕什么|怕啥|敢不敢|犹豫什么|等什么|难道|何不|何乐|为何不|为什么不|还等什么|还犹豫什么|还在等|谁说|凭什么|凭啥|"
    r"怎能错过|岂能错过|怎么能错过|想唔想|仲等|^\W*(?:want|need|tired|ready)\b|\b(?:want to|looking (?:for|to)|"
    r"ready to|tired of|why (?:not|wait|risk|settle|pay|let|leave|keep|bother|worry|gamble)|wait(?:ing)? for|"
    r"would you like|do you want|do you dream|dreaming of|are you ready|what are you|how would you)\b"
)

# Who speaks about it from outside: news, courts, regulators, warnings.
REPORTS = (
    "声称|宣称|号称|谎称|诈称|诡称|自称|吹嘘|鼓吹|虚构|编造|捏造|诱骗|骗取|诱导|引诱|欺骗|骗局|骗术|骗子|诈骗|欺诈|"
    "行骗|受骗|上当|被骗|非法集资|非法吸收|传销|庞氏|圈套|陷阱|套路|幌子|为名|为饵|诱饵|噱头|轻信|盲目相信|迷信|打破|"
    "破除|戳破|揭穿|揭露|涉嫌|违规|违法|违反|非法(?!所得)|法院|检察院|判决|判处|裁定|被告|原告|立案|刑事|嫌疑人|警方|"
    "民警|公安机关|反诈|查处|处罚|罚款|罚没|罚单|警示|警告|通报|曝光|整治|整改|取缔|清退|举报|投诉|受害|维权|爆雷|暴雷|"
    "跑路|警惕|谨防|当心|小心|识别|提防|远离|切莫|不可信|不要相信|不要轻易|别信|勿信|天上掉馅饼|高度警觉|理性看待|"
    "没有根据|毫无根据|不足为信|不属实|谴责|关注函|监管函|拉黑|诱惑|表述|内涵|异常|警觉|说词|说辞|法定代表人|某年|"
    "[a-z]某|结果只|后来只|夸大(?!其词地)|构成[^，。]{0,8}(?:承诺|误导|违规|违法|诱导)|想想为什么|值得怀疑|存疑|假投资|"
    "投资诈骗|话术陷阱|拒答|拒绝回答|合规风险|变相|盲目|搜索记录|热搜|诉求|极限词|违禁词|敏感词|禁用词|广告法|退场|"
    "已停售|已经停售|全面停售|早就停售|早已停售|清盘|已停止|已全面停|成为历史|成为过去|结束了|早年|误导|误认为|误以为|"
    "误解|误区|虚假宣传|销售误导|刚性兑付的?预期|据悉|据了解|据报道|记者|报道称|媒体|监管(?:要求|部门|机构|层|规定|"
    "新规)|征求意见稿|管理办法|暂行规定|条例|实施细则|司法解释|资管新规|消费者权益保护|投资者教育|风险教育|案情|"
    "典型案例|以案说险|课程(?:目标|要点|大纲|作业|讲义|回放)|试题|下列(?:哪|说法|选项|关于|表述|行为)|判断题|单选|"
    "多选|呃人|揾笨|"
    r"老千|\bscams?\b|\bscammers?\b|\bfraud(?:sters?|ulent|ulently)?\b|\bponzi\b|\bpyramid scheme|\bclaim(?:s|"
    r"ing)? (?:to|that|of|it|they|he|she)\b|\bclaiming (?!your|free|a\b|an\b)|\bclaimed\b|\bcollapsed\b|\bturned out\b|"
    r"\bwent bust\b|\blured\b|\bwho says\b|\balleg(?:es|ed|edly|ing)\b|\bwarn(?:s|ed|ing|ings)?\b|\bbeware\b|"
    r"\bregulators?\b|\bcharged\b|\bconvicted\b|\bcourt\b|\blawsuit\b|\billegal(?:ly)?\b|\bunlawful\b|"
    r"\bmisleading(?:ly)?\b|\bmislead\b|\bfalse(?:ly)?\b|\bfined\b|\bvictims?\b|\bcrime\b|\bcomplaints?\b|"
    r"\bsuspicious\b|\bred flags?\b|\bunrealistic\b|\btoo good to be true\b|\bsceptical\b|\bskeptical\b|\bpromising\b|"
    r"\bcompliance\b|\breported(?:ly)?\b|\bimpossible\b|\bimplausible\b|\bfake\b|\bguarantees? of\b|\bwary\b|"
    r"\bwatchdog\b|"
    # Who tells of it later, and how it ended.
    r"据[^，。]{1,12}消息|据[^，。]{1,12}披露|据[^，。]{1,12}公告|不法|诈团|常用手法|惯用手法|作案手法|伎俩|旗号|"
    r"一口咬定|拍着?胸脯|"
    r"信誓旦旦|如今[却只才连]|现在却|到头来|说理|所谓(?=[^\0]*\0)|如遇[^。]{0,20}请|若有人|若向您|若对您|若遇到|"
    r"别相信|别再相信|别再信|一审|二审|保底条款|不予认可|合规(?:解释|部|官|审|岗|检查|提示|培训|科)|直到[^。]{0,14}才|"
    r"结果[^，。]{0,10}(?:没|亏|赔|不|只|跌|少)|[以靠][^，。]{1,14}吸引|[以靠][^，。]{1,14}招揽|吸金|"
    r"无法(?:赎回|兑付|提现|退出)|提现困难|相继停业|失联|人去楼空|血本无归|以为[^，。]{0,16}[稳保无零赚]|"
    r"相信[^，。]{0,6}[保稳]|如果(?:真)?有(?:一种|人)|要是真有|轮不到|"
    # Courts, scholars, definitions.
    r"本院|审理|上诉|抗辩|应属|条款无效|认定无效|归于无效|约定无效|而无效|不予支持|民法典|学者(?:指出|认为|们)|本文|"
    r"本研究|实证(?:研究|分析|结果|检验)|受试者|被试|文献|定价功能|现实中|：指|:指|学中的|\bsupposed to\b|"
    r"\btold (?:it|i|that|they)\b|\bspot the\b|\bwhat(?:'s| is) wrong\b|\bif (?:someone|anyone|anybody|somebody|"
    r"a caller|a stranger|they|he|she)\b|\bwhen (?:someone|anyone|a client|a customer|clients|customers)\b|"
    r"\bmarketed as\b|\badvertised as\b|\bbilled as\b|\btouted as\b|\bpitched as\b|\bdescribed (?:it |them )?as\b|"
    r"\bpromoted as\b|"
    r"\b(?:was|were|been) told\b|\btold (?:him|her|them|me|us|investors|victims|customers|clients|police)\b|"
    r"\bads? (?:offer|promis)ing\b|\bconsumer groups?\b|\binvestigators\b|\bofficials sa(?:y|id)\b|\bprosecutors\b|"
    r"\bcritics sa(?:y|id)\b|\bauthorities sa(?:y|id)\b|\bpolice\b|\bdefendants?\b|\bplaintiffs?\b|\bjur(?:y|or|ors)\b|"
    r"\bfiled for bankruptcy\b|\bstopped withdrawals\b|\btaken down\b|\bon the promise of\b|\bdefined as\b|"
    r"\brefers? to\b|\bequilibrium\b|\bno arbitrage\b|\bliterature\b|\bhypothes[ie]s\b|\bthis paper\b|\brespondents\b|"
    r"\bruling\b|\bwithdrew\b|\bwithdrawn\b|\bused to\b|\bviolat(?:e|es|ed|ing|ion|ions)\b|\blegitimate\b"
)
# What names them in order to sell, and where a sentence turns from them to selling.
NO_REPORTS = (
    "记者(?:问我|都|来)|(?:各大|多家|主流|权威)媒体|媒体(?:争相|推荐|好评|力荐)|(?:符合|按照?|"
    "遵守)[^，。]{0,6}监管(?:要求|规定)|受[^，。]{0,10}监管(?:机构|部门)|(?:识别|远离|当心|小心)(?:亏损|风险)|"
    "小心(?:翼翼|思|愿)|不怕[^，。]{0,6}|法院(?:都|也)|"
    r"\bas reported (?:on|in|by)\b|\bcompliance team has approved|\bs[ck]eptical at first\b|\b(?:no|zero) complaints\b|"
    r"\bbeware of imit|\bcourt-proof|\bregulators? approved|\bapproved by [^.,]{0,20}regulators?\b|\b(?:everything|"
    r"what) you were told\b"
)
SELLING_TURN = (
    "(?:但|但是|不过|可是|然而)(?:这[款个只档张支次]|本(?:产品|公司|平台|基金|计划|保)|我|咱|您|你|跟|说实话|实际上|"
    "其实|请|私下)|(?:^|[，,。：:;；])(?:我们|我司|我家|我行|咱们?|本公司|本平台|本司|选择?我|就选|加入我|认准|请认准|"
    "请认明|唯有|只有我|跟着|实际上|说实话|说白了|放心|您放心|来(?!电|到|自|信|函|源|说)|事实证明)|"
    r"(?:^|[,:;.?] ?)(?:but |so )?(?:we|our|with us|only we|join|choose|try|enjoy|invest)\b|\bbut (?:with|the|this|"
    r"here|it|you|our|we)\b"
)
# A verdict in the next sentence.
VERDICTS = (
    '^[。！？!?”’」』"\\s]*(?:这|此|该|都|以上|上述|全)[^。，]{0,8}(?:骗|诈|谎|假的|违规|违法|不可信|不可能|误导|错)|'
    r"^[.!?”\"'’\s]*(?:it|this|that|these|those|they|all)\b[^.]{0,16}\b(?:scams?|fraud|lie|lies|false|fake|illegal|"
    r"misleading|untrue|nonsense|taken down|not allowed|non-compliant)\b"
)

OPENING, CLOSING = "“‘「『《〈\"'【", "”’」』》〉\"'】"
QUOTED_BEFORE = (
    "所谓|所称|强调|挑战|打破|刚性|使用|含有|出现|包括|包含|类似|诸如|例如|比如|宣传|打着|标榜|称为|叫做|叫作|又称|"
    "相信|听信|听到|看到|标有|写有|带有|关于|以|如|像|称"
)
QUOTED_AFTER = (
    "的?(?:心态|心理|思维|年代|时代|日子|模式|这样的话|这种话|的话|那种|人)|等?(?:字样|词语|词汇|字眼|用语|用词|表述|"
    "说法|宣传|口号|承诺|话术|内容|诱惑|概念|观念|预期|理念|名义|旗号|标语|广告|幌子|骗局)|的(?:说法|宣传|口号|表述|"
    "诱惑|概念|观念|预期|名义|旗号|广告|噱头|字样|理财观)|等(?:违规|虚假|不实|夸大|绝对化|诱导|误导)|一词|一类|之类|类"
)
MENTIONED_AFTER = (
    "[”’」』\"']的?(?:这样的话|这种话|之类|的话)|[”’」』\"'）)]? ?(?:→|->|=>|-->|改为|改成|替换为|建议改|应改|应当改)|"
    "(?:”|’|」|』|\"|')?(?:[（(][^（）()]{1,20}[）)])?(?:，|,)?(?:一词|一说|[：:]指|是指|系指|指的是|指的就是)|"
    "等?(?:字样|词语|词汇|字眼|用语|用词|表述|说法|话术|口号|标语)|等(?:违规|虚假|不实|夸大|绝对化|诱导性?|误导性?)|"
    "(?:都|均|纯)?(?:是|属|系)(?:骗局|骗人|假的|谎言|违规|违法|虚假|不可能|不存在|误解|误区|诈骗|违反)"
)

# Who is quoted without belief.
DOUBTED = (
    "有人|业务员|主播|讲师|文宣|文案|错误|示例|推销员|销售(?:人员|员)?|他们|对方|骗子|群里|群主|广告|话术|推文|短信|"
    "传单|海报|如果|一旦|凡是|"
    r"凡|遇到|听到|听见|看到|见到|号召|爱用|天天|常见|典型|口头|写道|陌生|来电|电话里|社会|诱|\bif\b|\bwhen\b|"
    r"\banyone\b|\bpitch\b|\bslogan\b(?!\W{0,2}:)"
)
STRONG_REPORTS = (
    r"声称|宣称|谎称|并称|通报|处罚|罚款|骗局|诈骗|判决|法院|案例|投诉|举报|虚构|违规|违法|涉嫌|监管部门|警方|\bscam|"
    r"\bfraud|\bregulator|\bfined\b|\bcomplaint"
)
PURPOSE = (
    "^[^，。]{0,30}?为(?:了)?(?:更好地?)?(?:保障|确保|保证|维护|保护|切实)[^。]*(?:请|建议|应当?|须|需|不得|将|"
    r"特|我们|我行|本行|本公司|根据|依据|制定|采用|采取|避免)|^\W*(?:to|in order to) (?:protect|ensure|safeguard)\b"
)

CUSTOMER = (
    r"^[\W0-9a-dq]{0,6}(?:我(?!们|司|行|公司|社|国|看好|推荐|保证|敢|承诺|们)|本人|俺)(?:只|更|比较|主要|最|就|也|"
    "还|很|非常)?(?:愿意|愿|希望|倾向|偏好|追求|期望|期待|想|看重|在意|能接受|可以接受|能够接受|接受|不能|不愿|不想|"
    "选择|寻求|关注|打算|唔可以|唔想|可以|最好|要|的?投资|了解|理解|知道|承认|确认|认为|会|需要|只要|宁愿|怕|担心)|"
    "风险承受(?:能力|度)|风险容忍|容忍度|期望保本|(?:你|您)(?:比较|更|较)?(?:重视|在乎)|"
    # What somebody was told.
    r"(?:当初|当时|那时)[^，。]{0,12}(?:说|讲|称|承诺|保证|告诉|答应|介绍)|(?:跟|对|和|向|同)我(?:说|讲|承诺|保证|介绍|"
    r"推荐)|(?:告诉|答应|忽悠|哄)我|听[^，。]{1,10}[说讲]|打来[^，。]{0,4}说|给个?交代|(?:sales|"
    r"agent)[^，。]{0,4}[话说讲]|(?:经理|业务员|理专|"
    r"推销员|代理人|客服|柜员|朋友|同事|邻居|亲戚)[^，。]{0,6}(?:说|话|讲|承诺|称)|我要申诉|[想求要]退保|讨个?说法|"
    r"谁负责|^\W*[0-9.、]*(?:您|你)?的?(?:期望|预期|可接受|能接受)[^。]{0,12}[：:]?\W*[a1①][.、)）： ]|\byour (?:agent|"
    r"adviser|advisor|salesman|rep|staff|colleague) (?:told|said|promised)\b|\bi (?:was|were) (?:told|sold|promised)\b|"
    r"\bmy (?:neighbou?r|friend|broker|adviser|advisor|bank|cousin) (?:says|said|told|claims)\b|\bi want (?:a|"
    r"my) (?:refund|money)\b|\brisk tolerance\b|在意的是|(?:你|您)(?:主要|比较|更)?(?:在意|偏好|看重|追求)|"
    r"这类型?的?投资|此类投资|"
    "客户(?:希望|追求|想|询问|问|偏好|要求)|投资者(?:希望|追求|询问|偏好|误)|适合(?:追求|希望|偏好)(?![^。]*[，,：:])|"
    "投资目(?:的|"
    r"标)|风险偏好|风险态度|\b(?:select|choose|tick|pick) one\b|^\W*(?:i (?:am|want|prefer|would|seek|expect|"
    r"understand|accept|agree|need|hope|'?m)|my (?:goal|objective|priority))\b"
)

# Code and tables that list what may not be said.
BANNED_LISTS = (
    "(?:(?<![a-z])ban(?!ner|k|d)|forbid|prohibit|blacklist|denylist|sensitive|violat|flag|reject|block(?!chain)|"
    "stop_?word|bad_?word|risk_?(?:word|term|phrase)|敏感|违规|违禁|极限|屏蔽|拦截|黑名单|"
    "禁)[a-z_词语字]{0,16}[\\\"'`”]?\\s*(?:[:=：]|\\([a-z_, ]*\\) *values|\\.(?:add|append|push|extend|update)\\()|"
    # What a program looks for, and tests.
    r"\bassert\b|\bexpect\(|\braise\b|\bre\.[a-z]+\(|\btest_case\(|\.(?:test|includes|match|contains|indexof)\(|"
    r"\bregex\b|\bgrep\b"
)
# A question without its mark.
ASKED_OPENLY = (
    "能不能[给帮再]|怎么算[出的]|到底[^。]{0,14}(?:还是|吗|呢|啊)|究竟|(?:有人|谁)(?:知道|买过|用过|试过|懂)|"
    "有[没冇]?有?人(?:买|用|试|听|被|知)|"
    "求(?:解|教|助)|想问|请问|请教|咨询一下|合法吗|帮忙看|靠谱吗"
)
QUIZ = (
    "何者|下列(?:哪|说法|选项|表述|行为)|以下(?:哪|说法|选项|表述|行为)|单选题|多选题|选择题|判断题|是非题|单选[：:]|"
    "判断[：:]|"
    r"正确答案|\bwhich of (?:the following|these)\b|\btrue or false\b|\bwhich (?:statement|phrase|wording|claim|rule)\b"
)
# A contract fixes nothing by these words.
INSISTENCE = (
    "利率[又再一都]|赶紧|赶快|绝对|肯定|百分百|百分之百|高达|必定|包赚|稳赚|不如|与其|别再|告别|躺|超高|超值|最后机会|"
    "高档|当活期|[倍翻]|"
    "不亏[^，。]{0,4}(?:收益|本)|保证不[亏赔蚀]|融资"
)
CONTRACT_FIXED = (
    "存款(?!保险)|(?<![约锁固指到])定期(?!涨|限)|定存(?!服务|通)|活期(?!理财|用|的)|存单|存本|国债|年金|身故|全残|"
    "保险金|保险费|保费|现金价值|满期|生存金|保单|保额|结算利率|保证利率|保证利益|(?<!继)续保|合同约定|条款约定|"
    "约定给付|按合同|受益人|给付|"
    r"保险责任|保险期间|保障范围|被保险人|投保人|等待期|重疾|\bfixed deposits?\b|\bterm deposits?\b|"
    r"\bcertificates? of deposit\b|\btime deposits?\b|\bannuit(?:y|ies)\b|\bpolic(?:y|yholders?|ies)\b|\binsured\b|"
    r"\bsavings accounts?\b|\btreasur(?:y|ies)\b|\bsurrender value\b|\bbeneficiar"
)
LIKE_IT = (
    "不是|并非|非|不同于|比|优于|高于|胜过|媲美|类似|如同|好像|像|替代|代替|超|好过|跑赢|赢过|碾压|堪比|远超|不输|打败|"
    "秒杀|取代|than |like |beats? "
)

TECHNICAL = (
    "私钥|多签|冷钱包|账户|帐户|账号|帐号|户口|密码|口令|登录|登陆|登入|加密|数据|资料|信息|隐私|支付安全|认证|验证|"
    "校验|短信|系统|网络|服务器|防火墙|证书|指纹|人脸|备份|实名|盾|传输|浏览器|协议|接口|权限|漏洞|病毒|黑客|技术|密钥|"
    r"\bssl\b|\bhttps?\b|\bencrypt|\bpasswords?\b|\baccounts?\b|\blogin\b|\bdata\b|\bservers?\b|\bfirewall|\b2fa\b|"
    r"\bauthenticat|\bverif|\bpriva(?:te|cy)\b"
)
PAST = (
    r"曾|此前|以前|从前|过去|当年|当时|原来|原先|历史上|之前|早年|已取消|已停止|不再|早已|一度|\bused to\b|"
    r"\bformerly\b|\bno longer\b|\bonce\b"
)
VISION = (
    r"愿景|期许|力争成为|立志|努力成为|争创|迈向|希望成为|目标是成为|使命|旨在成为|\bvision\b|\baspires?\b|"
    r"\bstrives? to become\b"
)
