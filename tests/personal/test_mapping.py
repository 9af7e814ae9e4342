"""A field's name, label or comment tells its category, or the field is unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.personal.mapping import CATEGORIES, Mapped, Table, categorise

NAMES = {
    "name": "cust_name customerName CUSTNAME client-name 客户姓名 客戶姓名 xingming khxm full_name firstname lname",
    "mobile": "mobile_no phoneMobile cellphone 手机号码 手機號碼 sjh f_sjh 联系手机 reservedMobile 银行卡预留手机号",
    "identity-number": "id_card_no cert_no IDNumber 身份证号 身分證字號 sfzh passportNo hk_passport_number",
    "identity-document": "zjlx id_type 证件类型 passport_expiry_date cert_type",
    "birth-date": "birth_date birthdate dob dateOfBirth csrq 出生日期 is_birthday",
    "marital-status": "marital_status marr_stat is_married 婚姻状况 婚姻狀況 hyzk has_divorced",
    "family": "spouse_name spousesname 配偶姓名 配偶工作单位 mother_maiden_name father_phone",
    "children": "children_birthday childrensnames has_children number_of_children 子女人数 子女出生日期",
    "emergency-contact": "emergency_contact_phone 紧急联系人电话 緊急聯絡人 nextOfKinName jjlxrdh",
    "employer": "employer_address 工作单位 work_unit gzdwmc 单位电话",
    "religion": "religion religion_note x_studio_religion__c 宗教信仰 religious_belief_code",
    "health": "health_status blood_type 健康状况 medical_history is_smoker smokerYn",
    "risk-tolerance": "risk_level riskRating 风险承受能力等级 風險承受能力 fxdj",
    "consent-record": "email_opt_out marketing_consent_at HasOptedOutOfEmail do_not_call 是否同意营销",
    "one-time-code": "sms_code 短信验证码 otp",
    "bank-card": "card_no 银行卡号 yhkh credit_card_number",
    "ip-address": "ip lastLoginIp ip_addr 登录IP",
    "beneficial-owner": "beneficial_owner_name orgBeneficialOwner 受益所有人",
    "organisation": "company_name 统一社会信用代码 companyPhone legal_form industry_id",
    "customer-key": "customer_id cust_no 客户编号 khbh member_number",
    "business-setting": "status order_status 客户经理 payment_terms campaign_name product_id branch_city 推荐人",
    "technical": "id uuid created_at updated_by 创建时间 is_deleted 租户号 tenant_id row_version gxsj fk",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "category"), [(name, category) for category, names in NAMES.items() for name in names.split()]
)
def test_names_of_systems_are_mapped(name: str, category: str) -> None:
    assert categorise(name).category == category


SILENT = """
    ext_1 foo foo_id foo_status category_name type type_id reason_code user_id account_id title percentage nation
    扩展字段1 attr_x attribute5 reserved_1 nl bz khh zy weather_name group_id status_of_foo
"""


@pytest.mark.parametrize("name", SILENT.split())
def test_what_the_name_does_not_tell_is_unknown_never_technical(name: str) -> None:
    assert categorise(name) == Mapped()


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("product_name", "business-setting"),
        ("file_name", "technical"),
        ("image_height", "technical"),
        ("interest_rate", "business-setting"),
        ("产品名称", "business-setting"),
        ("email_template", "email"),
        ("citizenship_status", "nationality"),
        ("health_insurance_number", "insurance-policy"),
    ],
)
def test_a_fact_of_a_person_prevails_over_a_thing_and_a_thing_owns_its_name(name: str, category: str) -> None:
    assert categorise(name).category == category


def test_it_says_what_told_the_category() -> None:
    table = Table({"memo": "health"})
    assert categorise("memo", table=table) == Mapped("health", "table", "memo")
    assert categorise("marital_status") == Mapped("marital-status", "name", "marital status")
    assert categorise("vip_birthday").by == "words"
    assert categorise("c17", label="手机号") == Mapped("mobile", "label", "手机号")
    assert categorise("c17", comment="the birthday of the holder").by == "comment"
    assert categorise("xb") == Mapped("sex", "initials", "xb")


def test_a_label_that_tells_of_a_person_prevails_over_a_name_that_does_not() -> None:
    assert categorise("remark1", label="婚姻状况").category == "marital-status"
    assert categorise("code", comment="身份证号码").category == "identity-number"
    assert categorise("xm", label="项目") == Mapped()
    assert categorise("status", label="Status").category == "business-setting"
    assert categorise("mobile", label="Status").category == "mobile"


def test_a_long_comment_tells_only_what_it_says_without_doubt() -> None:
    story = "kept for the nightly job that sends letters to those who have not been seen for a long time, by {}"
    assert categorise("c17", comment=story.format("mobile phone")).category == "mobile"
    assert categorise("c17", comment=story.format("religion or health")).category is None
    assert categorise("c17", comment=story.format("status")).category is None


def test_the_table_of_the_user_prevails_over_all() -> None:
    table = Table({"ext_*": "technical", "EXT_7": "religion", "crm.ext_8": "health", "mobile": "free-text"})
    assert categorise("ext_1", table=table).category == "technical"
    assert categorise("ext_7", table=table).category == "religion"
    assert categorise("Ext_8", table=table, within="crm").category == "health"
    assert categorise("ext_8", table=table, within="other").category == "technical"
    assert categorise("mobile", label="手机", table=table).category == "free-text"


WORDS = st.sampled_from(["customer", "mobile", "birthday", "status", "religion", "foo", "id", "created", "name", "of"])


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_the_style_of_a_name_changes_nothing(words: list[str]) -> None:
    camel = "".join(word.capitalize() for word in words)
    styles = [
        "_".join(words),
        "-".join(words),
        " ".join(words),
        "_".join(words).upper(),
        camel,
        f"f_{'_'.join(words)}_1",
    ]
    found = {categorise(style) for style in styles[:-1]}
    assert len(found) == 1
    strong = categorise(styles[-1]).category
    assert strong == found.pop().category or words in (["id"], ["name"])


@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from(["foo", "zqx", "谜"]))
def test_a_word_that_is_not_known_never_makes_a_field_technical(words: list[str], unknown: str) -> None:
    for name in ("_".join([unknown, *words]), "_".join([*words, unknown])):
        assert categorise(name).category not in ("technical", "business-setting")


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_mapped_to_a_category_or_to_none(name: str, label: str) -> None:
    found = categorise(name, label)
    assert found.category is None or found.category in CATEGORIES
    assert (found.category is None) == (found.by is None)
