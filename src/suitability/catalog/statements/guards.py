"""Words around a figure that make it less than said outright, in folded text. Each is looked for in bounded text."""

from __future__ import annotations

import re

# In the same sentence: it asks, compares, explains a scale, gives an example, or tells of a change.
UNSURE = re.compile(
    r"[?]|吗|是否|哪|同类|竞品|他行|友商|对比|相比|行业|市场(?:上|平均)|平均|"
    r"(?:其他|其它|别的|另一|另外|某)(?:[款只个家])?(?:[^，。]{0,4})(?:产品|银行|机构|基金|理财|行|平台|公司)|"
    r"误[以认]为|谣|传言|网传|不实|"
    r"例如|比如|举例|示例|试算|假设|假如|如果|倘若|若(?!干)|一般|通常|大多|多数|普遍|往往|"
    r"分为|划分|共分|分成|依次|由低到高|从低到高|由高到低|从高到低|对应关系|匹配关系|什么是|是指|指的是|"
    r"(?:由|从|自).{0,24}(?:调整|上调|下调|降|升|变更|改)|(?:调整|上调|下调|变更|改)(?:为|至|到)|(?:降|升)(?:至|到|为)|"
    r"拟|即将|将(?:于|自|从|在|由|把|调|变|改|升|降)|"
    r"compar|unlike|whereas|rather than|example|suppose|assum|typical|usual|average|other (?:products?|banks?|"
    r"funds?)|(?<![a-z])if (?!you)|"
    r"changed? (?:to|from)|will be|raised|lowered|reduced|(?<![a-z])(?:ranges?|scale)(?![a-z])"
)
# In the same clause before it: it was so once.
EARLIER = re.compile(
    r"原(?:来|先|定|本|费率|价|为|有|管|托|申|认|赎|销|风)|曾|此前|之前|先前|过去|以往|历史|旧|往年|去年|前年|"
    r"上一?期|前一?期|"
    r"(?:调整|变更|下调|上调|修订)前|[0-9]{4}年(?!起)|formerly|previous|used to|(?<![a-z])(?:was|were|until)(?![a-z])"
)
# Right after it: it is a bound, the beginning of a range, or one of several.
STEPS = re.compile(
    r" ?(?:\(含\)|含)?(?:以上|以下|以内|及以上|及以下|左右|上下|不等|或|和|与|到|至|-|–|—|~|～|→|、?(?:p?r[0-9])|or |"
    r"to |and (?:above|below))"
)
# In the same sentence: a fee is reduced for some, or for a time.
REDUCED = re.compile(
    r"[0-9一二三四五六七八九]折|折扣|优惠|限时|活动|减免|返还|立减|促销|首发|部分|可享|享受|discount|waive|promotion|"
    r"limited time"
)
# In the same sentence: a fee depends on how long or how much one holds.
ADDED = re.compile(
    r"持有.{0,10}(?:天|日|月|年)|[<>≤≥]|[万元天日月年](?:\(含\))?(?:以上|以下|以内|起)(?!购|投|申|认)|"
    r"满[0-9一二两三]|不足|少于|大于|小于|"
    r"后端|会员|专属|vip|held for|if "
)
# Before a level: whose it is, or that it is a bound.
CUSTOMERS = re.compile(r"客户|投资者|您|你|个人|承受|测评|评估结果|偏好|适合|面向|匹配|investor|customer|client|your")
ASSESSED = re.compile(
    r"(?:客户|投资者|您|你|个人|我|本人)的?(?:风险|等级|测评|承受|属于|为|是)|承受能力|测评(?:结果|等级)"
)
BEFORE_LEVEL = re.compile(
    r"(?:不低于|不高于|不超过|不得超过|高于|低于|大于|小于|超过|至少|至多|最高|最低|达到|优于|"
    r"(?<!除)非|不是|不属于|并非|不为|匹配|对应|适合|面向|用于|针对|购买|投资|可购|可买|可选|筛选|选择|及|或|和|与|"
    r"到|至|(?:p?r[0-9]|[级险]) ?[-–—~～/、]{1,2}|"
    r"以上|c[1-5]|above|below|up to|at least|at most|not|or|and|to|than|through)[^，。,]{0,3}$"
)
AFTER_LEVEL = re.compile(
    r" ?(?:级)?(?:\(含\)|含)?(?:以上|以下|及以上|及以下|及其|或以|[/、] ?(?:p?r[0-9]|第?[一二三四五]级|[中低高较])|"
    r"或|和|与|及|到|至|-|–|—|~|～|→|or|and|to|through)|"
    r"(?:级|等级)?(?:低|中|较|高).{0,2}风险|级?(?:的)?(?:不代表|不等于|不意味|对应|匹配|适配|客户|投资者|承受|偏好|"
    r"测评|适配|区间|档|以)|[ -]?(?:rated )?(?:investor|customer|client)"
)
# In the same clause: redemption comes after something else.
AFTERWARDS = re.compile(r"[天日月年期定闭满](?:之|以)?后|满|(?<![a-z])after(?![a-z])")
# A level before the word "product" is said of one product only where these lead to it; else it is a kind of products.
OF_PRODUCTS = re.compile(r"(?:等?级)? ?(?:的|类)?(?:净值型)?(?:产品|理财|基金|products?|funds?)")
OF_ONE = re.compile(r"(?:是|为|属于?|系|均|都|一[款只]|(?<![a-z])an?|\0[ :()（），,|·]{0,3}|^[ |\-*·]{0,4})$")
